using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class SampleFileTests
{
    private static readonly byte[] Sample = File.ReadAllBytes(RoutesFiles.PathOf("appsettings.routes.json"));

    [Fact]
    public void The_sample_file_compiles_with_all_its_operations()
    {
        var result = RouteTableReader.Read(RoutesFiles.PathOf("appsettings.routes.json"), RoutesFiles.Development);

        Assert.Empty(result.Mistakes);
        Assert.Equal(25, result.Table!.Operations.Length);
        Assert.Equal(9, result.Table.Apis.Length);
        Assert.Equal(9, result.Table.Clusters.Length);
        Assert.Equal(19, result.Table.Scopes.Length);
        Assert.Equal("authority", Assert.Single(result.Table.Issuers).Name);
        Assert.Equal(64, result.Table.Hash.Length);
    }

    [Fact]
    public void The_sample_file_is_never_a_table_when_it_is_cut()
    {
        var whole = Sample.AsMemory().TrimEnd("\r\n"u8);
        for (var length = 0; length < whole.Length; length += 3)
        {
            var result = RouteTableReader.Read("cut", whole[..length], RoutesFiles.Development);
            Assert.Null(result.Table);
            Assert.NotEmpty(result.Mistakes);
        }
    }

    [Fact]
    public void The_sample_file_survives_any_one_byte_changed()
    {
        for (var offset = 0; offset < Sample.Length; offset += 23)
        {
            var changed = (byte[])Sample.Clone();
            changed[offset] ^= 0x15;
            var result = RouteTableReader.Read("changed", changed, RoutesFiles.Development);
            Assert.Equal(result.Table is null, !result.Mistakes.IsEmpty);
            Assert.Equal(25, result.Table?.Operations.Length ?? 25);
        }
    }
}
