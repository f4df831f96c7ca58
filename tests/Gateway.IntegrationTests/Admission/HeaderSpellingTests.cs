namespace Gateway.IntegrationTests.Admission;

/// <summary>A corpus of requests that say who calls, on every way that a request can go: the service hears it from the gateway or not at all.</summary>
public sealed class HeaderSpellingTests(EdgeApi edge) : IClassFixture<EdgeApi>
{
    private static readonly string[] Spellings =
    [
        "Gateway-Subject", "gateway-subject", "GATEWAY-CLIENT", "gAtEwAy-CaLlEr", "Gateway_Issuer", "gateway.scopes", "Gateway-_Claims",
        "Gateway--Assertion", "Gateway---Subject", "GatewayClient", "gatewayassertion", "gate-way-subject", "G-a-t-e-w-a-y-Subject", "_Gateway_Caller",
        "-Gateway-Issuer", "Gateway-Scopes-", "Gateway-Claims_", "Gateway!Assertion", "Gateway~Subject", "Gateway+Client", "Gateway^Caller",
        "Gateway`Issuer", "Gateway|Scopes", "Gateway'Claims", "Gateway$Subject", "Gateway%Client", "Gateway&Caller", "Gateway*Issuer", "Gateway#Scopes",
        ".Gateway.Claims", "GATEWAY_", "Gateway-", "Gateway", "Gateway-Anything", "gateway_user_id", "Gateway..Sub-ject",
    ];

    private static readonly string[] MappedSpellings =
        ["X-User-Email", "x_user_email", "X.User.Email", "XUserEmail", "X--User--Email", "X-UserEmail-", "X-Tenant", "X_TENANT", "xtenant", "-X-Tenant"];

    public static TheoryData<string, string> Reserved => OnEveryWay(Spellings);

    public static TheoryData<string, string> Mapped => OnEveryWay(MappedSpellings);

    [Theory]
    [MemberData(nameof(Reserved))]
    public async Task No_spelling_of_a_reserved_name_reaches_a_service(string way, string name) =>
        AssertOnlyTheGatewaySpoke(way, await edge.SendAsync(way, "HTTP/1.1", $"{name}: spoofed"));

    [Theory]
    [MemberData(nameof(Mapped))]
    public async Task No_spelling_of_a_mapped_name_reaches_the_service(string way, string name) =>
        AssertOnlyTheGatewaySpoke(way, await edge.SendAsync(way, "HTTP/1.1", $"{name}: spoofed"));

    [Theory]
    [InlineData("twice", "Gateway-Subject: spoofed", "Gateway-Subject: spoofed")]
    [InlineData("two spellings", "gateway_subject: spoofed", "GATEWAY-SUBJECT: spoofed")]
    [InlineData("all at once", "Gateway-Subject: spoofed", "Gateway-Client: spoofed", "Gateway-Scopes: spoofed", "Gateway-Assertion: spoofed")]
    [InlineData("among others", "X-A: 1", "Gateway.Subject: spoofed", "X-B: 2")]
    [InlineData("empty", "Gateway-Subject:", "Gateway-Caller: ")]
    [InlineData("tabs around", "Gateway-Subject:\tspoofed\t")]
    [InlineData("a list", "Gateway-Scopes: read, spoofed")]
    [InlineData("mapped, twice", "X-Tenant: spoofed", "x-tenant: spoofed")]
    public async Task However_often_it_is_written(string case_, params string[] lines)
    {
        foreach (var way in EdgeApi.Ways.Keys)
        {
            foreach (var version in (string[])["HTTP/1.1", "HTTP/1.0"])
            {
                Assert.NotEmpty(case_);
                AssertOnlyTheGatewaySpoke(way, await edge.SendAsync(way, version, lines));
            }
        }
    }

    [Theory]
    [InlineData("X-A: 1", " Gateway-Subject: spoofed")]
    [InlineData("X-A: 1", "\tGateway-Subject: spoofed")]
    [InlineData("Gateway-Subject:", " spoofed")]
    [InlineData("Gateway-Subject : spoofed")]
    [InlineData("Gateway-Subject\t: spoofed")]
    [InlineData("Gateway Subject: spoofed")]
    [InlineData("Gateway-Subject")]
    [InlineData("\u00A0Gateway-Subject: spoofed")]
    [InlineData("Gateway\u00ADSubject: spoofed")]
    [InlineData("X-A: 1\rGateway-Subject: spoofed")]
    [InlineData("X-A: 1\0Gateway-Subject: spoofed")]
    [InlineData(": spoofed")]
    [InlineData("Gateway(Subject): spoofed")]
    [InlineData("Gateway/Client: spoofed")]
    [InlineData("Gateway@Caller: spoofed")]
    [InlineData("[Gateway]Issuer: spoofed")]
    [InlineData("Gateway\\Scopes: spoofed")]
    [InlineData("\"Gateway-Claims\": spoofed")]
    [InlineData("Gateway,Assertion: spoofed")]
    public async Task A_header_that_is_none_or_folded_is_400(params string[] lines)
    {
        foreach (var way in EdgeApi.Ways.Keys)
        {
            var (status, seen) = await edge.SendAsync(way, "HTTP/1.1", lines);
            Assert.Equal((way, 400), (way, status));
            Assert.Empty(seen);
        }
    }

    [Fact]
    public async Task A_trailer_is_no_header()
    {
        edge.Service.Forget();
        await RawHttp.SendAsync(
            edge.Gateway.Client.BaseAddress!,
            "POST /api HTTP/1.1", "Host: x", $"Authorization: Bearer {edge.Token}", "Connection: close", "Transfer-Encoding: chunked",
            "Trailer: Gateway-Subject", "", "2", "hi", "0", "Gateway-Subject: spoofed", "gateway_client: spoofed");
        AssertOnlyTheGatewaySpoke("with a body", (200, edge.Service.Seen));
    }

    private static TheoryData<string, string> OnEveryWay(string[] spellings)
    {
        var cases = new TheoryData<string, string>();
        foreach (var (way, spelling) in EdgeApi.Ways.Keys.SelectMany(way => spellings.Select(spelling => (way, spelling))))
        {
            cases.Add(way, spelling);
        }

        return cases;
    }

    private static void AssertOnlyTheGatewaySpoke(string way, (int Status, IReadOnlyCollection<SeenRequest> Seen) outcome)
    {
        Assert.Equal((way, EdgeApi.Ways[way]), (way, outcome.Status));
        Assert.Equal(outcome.Status == 200 ? 1 : 0, outcome.Seen.Count);
        foreach (var (name, values) in outcome.Seen.SelectMany(seen => seen.Headers))
        {
            Assert.DoesNotContain("spoofed", string.Join(',', values), StringComparison.Ordinal);
            Assert.True(values.Length == 1 || !AsServicesRead.AsOurs(name), $"{name}: {string.Join(" | ", values)}");
        }

        var ours = outcome.Seen.SelectMany(seen => seen.Headers.Keys).Where(AsServicesRead.AsOurs).Order().ToArray();
        Assert.Equal(
            way.StartsWith("public", StringComparison.Ordinal) || outcome.Status != 200
                ? []
                : ["Gateway-Assertion", "Gateway-Caller", "Gateway-Client", "Gateway-Issuer", "Gateway-Scopes", "Gateway-Subject"],
            ours);
        foreach (var mapped in outcome.Seen.SelectMany(seen => seen.Headers).Where(header => AsServicesRead.AsTheSame(header.Key, "X-Tenant")))
        {
            Assert.Equal(("X-Tenant", "t1"), (mapped.Key, Assert.Single(mapped.Value)));
        }
    }
}
