using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Testing.Policies;

/// <summary>Writes a policy as ops would: the text of a routes file.</summary>
public static class PolicyText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(Policy policy) => new JsonObject
    {
        ["Version"] = 1,
        ["Issuers"] = Members(policy.Issuers, issuer => issuer.Name, issuer => new JsonObject
        {
            ["Preset"] = issuer.Preset,
            ["Issuer"] = issuer.Identifier,
            ["Metadata"] = issuer.Metadata,
            ["Audience"] = TestIssuer.Audience,
        }),
        ["Scopes"] = Members(policy.Scopes, scope => scope.Name, Entry),
        ["Apis"] = Members(policy.Apis, api => api.Name, Entry),
    }.ToJsonString(Indented);

    private static JsonNode Entry(PolicyScope scope) => scope.Implies.IsEmpty
        ? scope.Name
        : new JsonObject { ["Description"] = scope.Name, ["Implies"] = Texts(scope.Implies) };

    private static JsonObject Entry(PolicyApi api)
    {
        var entry = new JsonObject { ["Prefix"] = api.Prefix, ["Upstream"] = api.Upstream };
        AddUnlessEmpty(entry, "Issuers", api.Issuers);
        if (api.Needs is { } claim)
        {
            entry["Forward"] = new JsonObject { [claim] = new JsonObject { ["Header"] = "X-Needed", ["Required"] = true } };
        }

        entry["Operations"] = Members(api.Operations, operation => $"{operation.Method,-7} {operation.Path}", operation => Rule(operation.Rule));
        return entry;
    }

    private static JsonNode Rule(PolicyRule rule) => rule switch
    {
        PolicyRule.Open => new JsonObject { ["Public"] = true, ["Why"] = "generated" },
        PolicyRule.AnyToken => new JsonObject { ["AnyToken"] = true },
        PolicyRule.Token { Scopes: ScopeTree.One only, Caller: null, Clients: [], Claims: [], Issuers: [], StepUp: null } => only.Name,
        PolicyRule.Token token => Rule(token),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static JsonObject Rule(PolicyRule.Token token)
    {
        var rule = new JsonObject();
        if (token.Scopes is { } scopes)
        {
            rule["Scopes"] = Tree(scopes);
        }

        if (token.Caller is { } caller)
        {
            rule["Caller"] = caller;
        }

        AddUnlessEmpty(rule, "Clients", token.Clients);
        if (!token.Claims.IsEmpty)
        {
            rule["Claims"] = Members(token.Claims, claim => claim.Name, claim => Texts(claim.OneOf));
        }

        AddUnlessEmpty(rule, "Issuers", token.Issuers);
        if (token.StepUp is { } stepUp)
        {
            var entry = new JsonObject();
            AddUnlessEmpty(entry, "Acr", stepUp.Acr);
            if (stepUp.MaxAgeSeconds is { } seconds)
            {
                entry["MaxAge"] = $"{seconds}s";
            }

            rule["StepUp"] = entry;
        }

        return rule;
    }

    private static JsonNode Tree(ScopeTree tree) => tree switch
    {
        ScopeTree.One one => one.Name,
        ScopeTree.AllOf all => new JsonObject { ["AllOf"] = new JsonArray([.. all.Items.Select(Tree)]) },
        ScopeTree.AnyOf any => new JsonObject { ["AnyOf"] = new JsonArray([.. any.Items.Select(Tree)]) },
        _ => throw new ArgumentOutOfRangeException(nameof(tree)),
    };

    private static JsonObject Members<T>(ImmutableArray<T> items, Func<T, string> name, Func<T, JsonNode> value) =>
        new(items.Select(item => KeyValuePair.Create(name(item), (JsonNode?)value(item))));

    private static JsonArray Texts(ImmutableArray<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static void AddUnlessEmpty(JsonObject to, string name, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            to[name] = Texts(texts);
        }
    }
}
