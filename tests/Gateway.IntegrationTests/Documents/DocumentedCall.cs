using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Routes;
using Gateway.Testing.Policies;

namespace Gateway.IntegrationTests.Documents;

/// <summary>An operation as the document of a running gateway has it.</summary>
/// <param name="Path">One that is made of it: its parameters have values.</param>
/// <param name="Security">Of each security requirement the issuer and the scopes; null: no token is needed.</param>
internal sealed record DocumentedCall(string Id, string Method, string Path, ImmutableArray<(string Issuer, ImmutableArray<string> Scopes)> Security)
{
    /// <summary>Which no literal of a generated policy is, and no number or word of letters.</summary>
    private const string Text = "q-1";

    public static IEnumerable<DocumentedCall> Of(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        let operation = method.Value!
        select new DocumentedCall(
            operation["x-gateway-operation"]!.GetValue<string>(),
            method.Key.ToUpperInvariant(),
            Fill(path.Key, operation["parameters"] as JsonArray ?? []),
            [.. operation["security"]!.AsArray().SelectMany(requirement => requirement!.AsObject())
                .Select(scheme => (scheme.Key, scheme.Value!.AsArray().Select(scope => scope!.GetValue<string>()).ToImmutableArray()))]);

    /// <summary>What the rule asks for beyond scopes, and these scopes.</summary>
    public static PolicyToken Token(PolicyIssuer issuer, Requirement.Token rule, ImmutableArray<string> scopes) => new(
        issuer,
        TokenFlaw.None,
        rule.Caller == CallerKind.Machine ? PolicyCaller.Machine : PolicyCaller.User,
        rule.Clients.FirstOrDefault() ?? "app",
        scopes,
        ScopesAsArray: false,
        [
            .. PolicyGenerator.Claims.Where(name => rule.Claims.All(claim => claim.Claim != name)).Select(name => KeyValuePair.Create(name, "\"t1\"")),
            .. rule.Claims.Select(claim => KeyValuePair.Create(claim.Claim, $"\"{claim.OneOf[0]}\"")),
            .. rule.StepUp?.Acr.Take(1).Select(acr => KeyValuePair.Create("acr", $"\"{acr}\"")) ?? [],
        ],
        SignedInSecondsAgo: 0);

    private static string Fill(string path, JsonArray parameters) => parameters
        .Where(parameter => parameter!["in"]!.GetValue<string>() == "path")
        .Aggregate(path, (filled, parameter) => filled.Replace($"{{{parameter!["name"]}}}", Value(parameter), StringComparison.Ordinal));

    private static string Value(JsonNode parameter) => parameter["schema"] switch
    {
        { } schema when schema["type"]!.GetValue<string>() == "integer" => "7",
        { } schema when schema["pattern"] is not null => "zz",
        // Longer than anything else that is there.
        _ when parameter["description"] is not null => string.Join('/', Enumerable.Repeat(Text, 8)),
        _ => Text,
    };
}
