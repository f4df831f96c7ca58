using System.Text.Json;
using Gateway.Routes;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests;

public sealed class CallerIdentityTests
{
    private readonly CallerIdentity caller = new(
        RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\"")).Issuers[0], "ana", "app", CallerKind.User, ["read", "write"], JsonElement.Parse("{}"));

    [Fact]
    public void What_follows_from_it_and_a_thing_is_worked_out_once_for_each_thing()
    {
        var (one, other) = (new Version(1, 0), new Version(1, 0));
        var (ofOne, ofOther) = (Once(one), Once(other));

        Assert.NotSame(ofOne, ofOther);
        Assert.Same(ofOne, Once(one));
        Assert.Same(ofOther, Once(other));
        Assert.Null(caller.Conclude(new object(), (_, _) => (string?)null));

        object Once(Version thing) => caller.Conclude(thing, (_, _) => new object());
    }

    [Fact]
    public void Who_knows_claims_only_finds_it_there()
    {
        Assert.Same(caller, caller.Principal.Identity);
        Assert.Equal("ana", caller.Name);
        Assert.True(caller.Principal.HasClaim("client_id", "app"));
        Assert.Equal("read write", caller.Principal.FindFirst("scope")?.Value);
    }
}
