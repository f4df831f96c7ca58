using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>The authority with the implicit grant switched on, for textapp only, and with mytodos as a native application.</summary>
public sealed class LegacyAuthority : AuthorityFixture
{
    protected override string[] Options => ["--DevAuthority:AllowImplicit=true"];

    private protected override void Change(JsonObject seeds)
    {
        seeds["Clients"]!["textapp"]!["GrantTypes"]!.AsArray().Add("implicit");
        seeds["Clients"]!["mytodos"]!["Native"] = true;
    }
}
