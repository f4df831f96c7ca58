using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Gateway.Limits;
using Gateway.Routes;
using Gateway.UnitTests.Routes;
using Microsoft.AspNetCore.Http;

namespace Gateway.UnitTests.Limits;

public sealed class CallerKeyTests
{
    [Fact]
    public void Who_has_no_subject_is_its_client_and_who_has_no_client_its_address()
    {
        Assert.Equal(Of(LimitBy.Client, "ana", "app"), Of(LimitBy.Subject, null, "app"));
        Assert.NotEqual(Of(LimitBy.Subject, "app", "app"), Of(LimitBy.Subject, null, "app"));
        foreach (var by in (LimitBy[])[LimitBy.Client, LimitBy.Scope, LimitBy.Subject])
        {
            Assert.Equal(Of(LimitBy.Address, "ana", "app"), Of(by, null, null));
        }

        Assert.Equal(Of(LimitBy.Address, null, null), Of(LimitBy.Client, "ana", null));
    }

    [Fact]
    public void Nobody_is_another_by_what_its_name_has_in_it() =>
        Assert.NotEqual(Of(LimitBy.Scope, "ana", "app", "read"), Of(LimitBy.Scope, "ana", "app\nread", ""));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_IPv6_network_of_64_bits_is_one_address(string one, string other, bool same) =>
        Assert.Equal(same, Of(LimitBy.Address, null, null, address: one) == Of(LimitBy.Address, null, null, address: other));

    private static string Of(LimitBy by, string? subject, string? client, string scopes = "read", string address = "192.0.2.1")
    {
        var issuer = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /x\": \"read\"")).Issuers[0];
        var caller = new CallerIdentity(
            issuer, subject, client, CallerKind.User, [.. scopes.Split(' ')], JsonElement.Parse("{}"));
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(caller) };
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return CallerKey.Of(by, context);
    }
}
