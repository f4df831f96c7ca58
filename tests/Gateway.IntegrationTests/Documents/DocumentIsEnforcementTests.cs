using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Routes;
using Gateway.Testing.Policies;

namespace Gateway.IntegrationTests.Documents;

/// <summary>
/// What the document calls sufficient is sufficient, and nothing less is: for every operation of the sample's policy and of random ones, by
/// real requests with real tokens to the gateway that serves the document.
/// </summary>
public sealed partial class DocumentIsEnforcementTests : IAsyncLifetime
{
    private const int PoliciesOfSeed = 5;

    private readonly SettableClock clock = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly Dictionary<PolicyIssuer, TestIssuer> issuers = [];
    private RecordingUpstream service = null!;

    public async Task InitializeAsync()
    {
        service = await RecordingUpstream.StartAsync();
        foreach (var (name, preset) in new[] { ("main", PolicyIssuer.Rfc9068), ("partner", PolicyIssuer.Rfc9068), ("realm", PolicyIssuer.Keycloak), ("authority", PolicyIssuer.Rfc9068) })
        {
            var server = await TestIssuer.StartAsync(clock);
            var issuer = PolicyIssuer.At(name, server.Url, preset);
            server.ClaimedIssuer = issuer.Identifier;
            issuers.Add(issuer, server);
        }
    }

    public async Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        await service.DisposeAsync();
        foreach (var server in issuers.Values)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_operation_of_random_policies_asks_for_what_the_document_says(int seed)
    {
        var policies = new PolicyGenerator(new Random(seed), [.. issuers.Keys.Where(issuer => issuer.Name != "authority")], service.Url);
        for (var made = 0; made < PoliciesOfSeed; made++)
        {
            await CheckAsync(PolicyText.Of(policies.Next()), $"seed {seed}, policy {made}");
        }
    }

    [Fact]
    public async Task Every_operation_of_the_sample_asks_for_what_the_document_says()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Gateway.sln")))
        {
            root = root.Parent;
        }

        var text = await File.ReadAllTextAsync(Path.Combine(root.FullName, "appsettings.routes.json"));
        var authority = issuers.Single(issuer => issuer.Key.Name == "authority").Value.Url;
        var here = Variable().Replace(text, match => match.Groups["name"].Value == "AUTHORITY_URL" ? authority : service.Url);

        Assert.True(await CheckAsync(here, "sample") >= 25);
    }

    /// <returns>How many operations the document has.</returns>
    private async Task<int> CheckAsync(string text, string which)
    {
        var file = Path.Combine(folder.FullName, "routes.json");
        await File.WriteAllTextAsync(file, text);
        var table = RouteTableReader.Read(file, new RoutesEnvironment("Development", _ => null)).Table!;
        await using var gateway = await TestGateway.StartFromFileAsync(file, clock);
        var document = JsonNode.Parse(await gateway.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative)))!;
        var calls = DocumentedCall.Of(document).ToList();
        foreach (var call in calls)
        {
            var rule = table.Operations.Single(operation => operation.Id == call.Id).Requirement;
            Assert.True(call.Security.IsEmpty == rule is Requirement.Public, $"{which}: {call.Id} is public in one place only");
            if (rule is Requirement.Token token)
            {
                await CheckAsync(gateway, call, token, which);
            }

            await ExpectAsync(gateway, call, null, rule is Requirement.Public ? (200, "") : (401, ""), which);
        }

        var leftOut = (document["x-gateway-left-out"] as JsonArray ?? []).Select(left => left!["operation"]!.GetValue<string>());
        Assert.Equal(table.Operations.Select(operation => operation.Id).Order(), calls.Select(call => call.Id).Concat(leftOut).Distinct().Order());
        return calls.Count;
    }

    private async Task CheckAsync(TestGateway gateway, DocumentedCall call, Requirement.Token rule, string which)
    {
        foreach (var (name, scopes) in call.Security)
        {
            var issuer = issuers.Keys.Single(one => one.Name == name);
            await ExpectAsync(gateway, call, Sign(DocumentedCall.Token(issuer, rule, scopes)), (200, ""), $"{which}: [{string.Join(' ', scopes)}] of {name}");
            foreach (var scope in scopes)
            {
                ImmutableArray<string> less = scopes.Remove(scope);
                await ExpectAsync(
                    gateway, call, Sign(DocumentedCall.Token(issuer, rule, less)), (403, "insufficient_scope"), $"{which}: [{string.Join(' ', less)}] of {name}");
            }
        }
    }

    private string Sign(PolicyToken token) => token.Sign(issuers[token.Issuer], clock.GetUtcNow());

    private async Task ExpectAsync(TestGateway gateway, DocumentedCall call, string? token, (int Status, string Error) expected, string which)
    {
        service.Forget();
        using var answer = await gateway.SendAsync(call.Method, call.Path, token);
        var challenge = string.Concat(answer.Headers.WwwAuthenticate);
        var ok = (int)answer.StatusCode == expected.Status
            && challenge.Contains(expected.Error, StringComparison.Ordinal)
            && service.Seen.Count(seen => !seen.Target.StartsWith("/openapi/", StringComparison.Ordinal)) == (expected.Status == 200 ? 1 : 0);
        Assert.True(ok, $"{which}: {call.Method} {call.Path} ({call.Id}): {(int)answer.StatusCode} {challenge}");
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z]+_URL):-[^}]+\}")]
    private static partial Regex Variable();
}
