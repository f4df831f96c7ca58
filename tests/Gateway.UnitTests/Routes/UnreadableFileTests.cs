using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class UnreadableFileTests
{
    [Theory]
    [InlineData("nothing-here.json", "there is no such file")]
    [InlineData("no/such/folder.json", "there is no such file")]
    public void A_file_that_cannot_be_read_is_one_mistake_without_a_place(string name, string reason)
    {
        var path = RoutesFiles.PathOf(name);
        var result = RouteTableReader.Read(path, RoutesFiles.Development);

        Assert.Null(result.Table);
        Assert.Equal(new Mistake(path, 0, 0, MistakeCode.UnreadableFile, $"the file cannot be read: {reason}"), Assert.Single(result.Mistakes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_a_mistake_too(string path) =>
        Assert.Equal(MistakeCode.UnreadableFile, Assert.Single(RouteTableReader.Read(path, RoutesFiles.Development).Mistakes).Code);
}
