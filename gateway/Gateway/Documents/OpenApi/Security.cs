using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>
/// What an operation needs, in OpenAPI's words, from the very <see cref="Requirement"/> that is enforced. A scheme is an issuer. Each
/// alternative of scopes is a security requirement of its own; the scopes of one alternative are in one.
/// </summary>
internal sealed class Security
{
    private readonly RouteTable table;
    private readonly Dictionary<string, string> schemes = new(StringComparer.Ordinal);

    /// <param name="endpoints">Those of the issuers whose discovery documents have been read, by <see cref="Issuer.Name"/>.</param>
    public Security(RouteTable table, IReadOnlyDictionary<string, IssuerEndpoints> endpoints, Components components)
    {
        this.table = table;
        foreach (var issuer in table.Issuers)
        {
            schemes[issuer.Name] = components.Reserve("securitySchemes", issuer.Name);
            components.Set("securitySchemes", schemes[issuer.Name], Scheme(issuer, endpoints.GetValueOrDefault(issuer.Name)));
        }
    }

    public JsonArray Of(Requirement requirement)
    {
        if (requirement is not Requirement.Token token)
        {
            return [];
        }

        var alternatives = token.Scopes is { } scopes ? LeastSufficient.Of(scopes) : [[]];
        return [.. from issuer in table.Issuers
                   where Accepts(token, issuer)
                   from alternative in alternatives
                   select (JsonNode)new JsonObject { [schemes[issuer.Name]] = Array(alternative) }];
    }

    /// <summary>What OpenAPI has no words for.</summary>
    public static JsonObject? BeyondScopes(Requirement requirement)
    {
        if (requirement is not Requirement.Token token)
        {
            return null;
        }

        var needs = new JsonObject();
        if (token.Caller is { } caller)
        {
            needs["caller"] = caller == CallerKind.Machine ? "machine" : "user";
        }

        if (!token.Clients.IsEmpty)
        {
            needs["clients"] = Array(token.Clients);
        }

        if (!token.Claims.IsEmpty)
        {
            needs["claims"] = new JsonArray([.. token.Claims.Select(claim => new JsonObject { ["claim"] = claim.Claim, ["one_of"] = Array(claim.OneOf) })]);
        }

        if (token.StepUp is { } stepUp)
        {
            var signIn = new JsonObject();
            if (!stepUp.Acr.IsEmpty)
            {
                signIn["acr_values"] = Array(stepUp.Acr);
            }

            if (stepUp.MaxAge is { } age)
            {
                signIn["max_age"] = (long)age.TotalSeconds;
            }

            needs["sign_in"] = signIn;
        }

        return needs.Count > 0 ? needs : null;
    }

    private JsonObject Scheme(Issuer issuer, IssuerEndpoints? endpoints)
    {
        if (endpoints is null)
        {
            return new()
            {
                ["type"] = "openIdConnect",
                ["description"] = $"An access token of {issuer.Identifier}.",
                ["openIdConnectUrl"] = issuer.Metadata.AbsoluteUri,
            };
        }

        var flows = new JsonObject();
        if (endpoints.Authorization is { } authorization)
        {
            flows["authorizationCode"] = new JsonObject
            {
                ["authorizationUrl"] = authorization,
                ["tokenUrl"] = endpoints.Token,
                ["scopes"] = ScopesOf(issuer),
            };
        }

        if (endpoints.ForMachines)
        {
            flows["clientCredentials"] = new JsonObject { ["tokenUrl"] = endpoints.Token, ["scopes"] = ScopesOf(issuer) };
        }

        return new() { ["type"] = "oauth2", ["description"] = $"An access token of {issuer.Identifier}.", ["flows"] = flows };
    }

    private JsonObject ScopesOf(Issuer issuer)
    {
        var asked = table.Operations.Select(operation => operation.Requirement).OfType<Requirement.Token>()
            .Where(token => Accepts(token, issuer))
            .SelectMany(token => token.Scopes?.Names ?? [])
            .SelectMany(names => names)
            .ToHashSet(StringComparer.Ordinal);
        return new(table.Scopes.Where(scope => asked.Contains(scope.Name)).Select(scope => KeyValuePair.Create(scope.Name, (JsonNode?)scope.Description)));
    }

    private static bool Accepts(Requirement.Token token, Issuer issuer) =>
        token.Issuers.IsEmpty || token.Issuers.Contains(issuer.Name, StringComparer.Ordinal);

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
