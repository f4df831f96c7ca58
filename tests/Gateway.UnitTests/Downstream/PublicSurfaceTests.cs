using Gateway.Downstream;

namespace Gateway.UnitTests.Downstream;

/// <summary>What services compile against: a name here is a promise, so one that is added is added on purpose.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void It_is_small()
    {
        Assert.Equal(
            [
                "Gateway.Downstream.ClaimHeaders",
                "Gateway.Downstream.GatewayIdentity",
                "Gateway.Downstream.GatewayIdentityEndpoints",
                "Gateway.Downstream.GatewayIdentityOptions",
                "Gateway.Downstream.GatewayUser",
                "Gateway.Downstream.RequireScopeAttribute",
                "Gateway.Downstream.Testing.TestCallers",
            ],
            typeof(GatewayUser).Assembly.GetExportedTypes().Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_depends_on_ASP_NET_Core_and_the_token_library_and_on_nothing_else()
    {
        Assert.All(typeof(GatewayUser).Assembly.GetReferencedAssemblies(), reference => Assert.Matches(
            @"^(System\.|Microsoft\.(AspNetCore|Extensions)\.|Microsoft\.IdentityModel\.(JsonWebTokens|Tokens)$)", reference.Name));
    }
}
