using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gateway.Testing.Policies;

/// <summary>
/// What docs/routes.md says about a case, step by step and with no thought for speed. It shares no code with the gateway, so that a mistake
/// would have to be made twice to go unseen.
/// </summary>
public static class Oracle
{
    /// <summary>The right answers: several when more than one alternative of scopes is the nearest.</summary>
    public static ImmutableArray<PolicyAnswer> Answers(PolicyCase asked)
    {
        var (policy, request, token) = (asked.Policy, asked.Request, asked.Token);
        var onPath = OraclePaths.Matching(policy, request.Path);
        if (onPath.Count == 0)
        {
            return [new PolicyAnswer(404, "not_found", "", "", "", "")];
        }

        if (OraclePaths.MostExact(policy, onPath, request.Method) is not var (api, operation))
        {
            var allow = PolicyAnswer.List(PolicyGenerator.Methods.Where(method => OraclePaths.MostExact(policy, onPath, method) is not null));
            return request.Method == "OPTIONS"
                ? [new PolicyAnswer(204, "", "", allow, "", "")]
                : [new PolicyAnswer(405, "method_not_allowed", "", allow, "", "")];
        }

        var id = $"{api.Name} {operation.Method} {operation.Path}";
        ImmutableArray<PolicyAnswer> allowed = [new PolicyAnswer(200, "", "", "", api.Name, id)];
        if (operation.Rule is PolicyRule.Open)
        {
            return allowed;
        }

        if (token is null)
        {
            return No(401, "no_credentials");
        }

        if (token.Flaw != TokenFlaw.None || !policy.Issuers.Contains(token.Issuer))
        {
            return No(401, "invalid_token");
        }

        if (!api.Issuers.IsEmpty && !api.Issuers.Contains(token.Issuer.Name))
        {
            return No(401, "invalid_token");
        }

        var claims = token.Payload(asked.Now);
        var rule = operation.Rule as PolicyRule.Token;
        if (rule is not null)
        {
            if (!rule.Issuers.IsEmpty && !rule.Issuers.Contains(token.Issuer.Name))
            {
                return No(401, "invalid_token");
            }

            var missing = OracleScopes.Missing(rule.Scopes, policy.Scopes, token.Scopes);
            if (missing.All(lacking => lacking.Length > 0))
            {
                return [.. missing.SelectMany(lacking => No(403, "insufficient_scope", lacking))];
            }

            if (rule.Caller == "user" && token.Caller != PolicyCaller.User)
            {
                return No(403, "caller_not_allowed");
            }

            if (rule.Caller == "machine" && token.Caller != PolicyCaller.Machine)
            {
                return No(403, "caller_not_allowed");
            }

            if (!rule.Clients.IsEmpty && !rule.Clients.Contains(token.Client))
            {
                return No(403, "caller_not_allowed");
            }

            foreach (var claim in rule.Claims)
            {
                if (!TextsOf(claims[claim.Name]).Any(text => claim.OneOf.Contains(text)))
                {
                    return No(403, "caller_not_allowed");
                }
            }
        }

        if (api.Needs is { } needed)
        {
            if (claims[needed] is not { } value)
            {
                return No(403, "caller_not_allowed");
            }

            if (value is JsonObject or JsonArray || value.ToString() == "")
            {
                return No(403, "claims_not_forwardable");
            }
        }

        if (rule?.StepUp is { } stepUp)
        {
            if (!stepUp.Acr.IsEmpty && !(claims["acr"] is JsonValue acr && acr.TryGetValue<string>(out var level) && stepUp.Acr.Contains(level)))
            {
                return No(401, "insufficient_user_authentication");
            }

            // Give or take the 30 seconds that an issuer's clock may be off.
            if (stepUp.MaxAgeSeconds is { } seconds && !(token.SignedInSecondsAgo is { } ago && ago <= seconds + 30 && ago >= -30))
            {
                return No(401, "insufficient_user_authentication");
            }
        }

        return allowed;

        ImmutableArray<PolicyAnswer> No(int status, string code, string lacking = "") => [new PolicyAnswer(status, code, lacking, "", "", id)];
    }

    /// <summary>A string, or those in an array of strings; nothing else counts.</summary>
    private static IEnumerable<string> TextsOf(JsonNode? claim) => claim switch
    {
        JsonArray array => array.OfType<JsonValue>().SelectMany(TextsOf),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
