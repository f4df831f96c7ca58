using System.Text.Json.Nodes;
using DevAuthority.Seeds;
using DevAuthority.Start;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class SeedTests
{
    public static TheoryData<string, string, string?, string> Mistakes => new()
    {
        { "Clients.payroll.Scops", "[]", null, "Scops" },
        { "Users.alice.Password", "\"alice\"", null, "Password" },
        { "Nonsense", "{}", null, "Nonsense" },
        { "Users.alice.PasswordHash", "\"alice-password\"", null, "Users['alice'].PasswordHash" },
        { "Users.alice.CodeHash", "\"000000\"", null, "Users['alice'].CodeHash" },
        { "Clients.payroll.SecretHash", "\"md5$1$x$y\"", null, "Clients['payroll'].SecretHash" },
        { "Clients.payroll.SecretHash", "null", null, "Clients['payroll']" },
        { "Clients.payroll.GrantTypes", "[\"password\"]", null, "'password' is none of" },
        { "Clients.textapp.RedirectUris", "[]", null, "Clients['textapp'].RedirectUris" },
        { "Clients.textapp.RedirectUris", "[\"/callback\"]", null, "'/callback'" },
        { "Clients.textapp.RedirectUris", "[\"javascript:alert(1)\"]", null, "javascript:alert(1)" },
        { "Clients.textapp.Origins", "[\"http://127.0.0.1:7005/\"]", null, "Clients['textapp'].Origins" },
        { "Clients.textapp.Grants", "{\"https://api.example.com\":[\"no:such\"]}", null, "'no:such' is not a scope" },
        { "Clients.textapp.Grants", "{\"https://nowhere.example.com\":[]}", null, "there is no API" },
        { "Clients.textapp.Grants", "{\"https://api.example.com\":[]}", null, "at least one scope" },
        { "Users.alice.Roles", "[\"king\"]", null, "no API has a role 'king'" },
        { "Users.payroll", "{\"Email\":\"p@example.com\",\"PasswordHash\":\"$hash\"}", "secret", "a client has the same id" },
    };

    [Fact]
    public void The_shipped_seeds_have_no_mistake()
    {
        var seeds = SeedReader.Read(Path.Combine(AppContext.BaseDirectory, "seeds.json"));

        Assert.Equal(["alice", "mark", "ana", "olga", "pat", "lee"], seeds.Users.Keys);
        Assert.Equal(14, seeds.Clients.Count);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_stops_the_start_and_is_named_with_its_file_and_place(string place, string json, string? hashed, string named)
    {
        var hash = SecretHash.Create(hashed ?? "").ToString();
        var value = JsonNode.Parse(json.Replace("$hash", hash, StringComparison.Ordinal));
        var refused = Refused(seeds => Set(seeds, place.Split('.'), value), out var path);

        Assert.Contains(path, refused, StringComparison.Ordinal);
        Assert.Contains(named, refused, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var refused = Refused(
            seeds =>
            {
                Set(seeds, ["Users", "alice", "Roles"], new JsonArray("king"));
                Set(seeds, ["Clients", "payroll", "GrantTypes"], new JsonArray("password"));
            },
            out _);

        Assert.Contains("king", refused, StringComparison.Ordinal);
        Assert.Contains("'password'", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Apis\": {}, \"Users\": {} }", "Clients")]
    [InlineData("{ \"Apis\": {}, \"Users\": {}, \"Clients\": {}, \"Clients\": {} }", "Clients")]
    [InlineData("not json", "LineNumber: 0")]
    public void A_file_that_cannot_be_read_stops_the_start(string text, string named)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        var refused = Assert.Throws<StartRefusedException>(() => SeedReader.Read(path));
        File.Delete(path);

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_stops_the_start()
    {
        Assert.Throws<StartRefusedException>(() => SeedReader.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void A_hash_verifies_its_own_secret_only_and_survives_being_written()
    {
        Assert.True(SecretHash.TryParse(SecretHash.Create("the secret").ToString(), out var hash));
        Assert.True(hash.Verify("the secret"));
        Assert.False(hash.Verify("the Secret"));
        Assert.False(SecretHash.OfNobody.Verify(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbkdf2-sha256$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAA")]
    [InlineData("pbkdf2-sha256$1$AAAAAAAAAAAAAAAAAAAAAA==$")]
    [InlineData("plain$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_hash_is_not_taken_for_one(string text)
    {
        Assert.False(SecretHash.TryParse(text, out _));
    }

    private static string Refused(Action<JsonObject> change, out string path)
    {
        var seeds = AuthorityFixture.ShippedSeeds();
        change(seeds);
        var file = path = Path.GetTempFileName();
        File.WriteAllText(file, seeds.ToJsonString());
        var refused = Assert.Throws<StartRefusedException>(() => SeedReader.Read(file));
        File.Delete(file);
        return refused.Message;
    }

    private static void Set(JsonObject seeds, string[] place, JsonNode? value)
    {
        var parent = place[..^1].Aggregate(seeds, (node, name) => node[name]!.AsObject());
        parent[place[^1]] = value;
    }
}
