using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gateway.Testing.Policies;

public enum PolicyCaller
{
    User,
    Machine,

    /// <summary>The token does not say, or says both.</summary>
    Unknown,
}

/// <summary>What is wrong with a token that no operation accepts.</summary>
public enum TokenFlaw
{
    None,
    Expired,
    NotYetValid,
    WrongAudience,
    BadSignature,
    UnknownIssuer,
    Malformed,
}

/// <summary>A token as it is meant, before it is signed.</summary>
/// <param name="Issuer">Perhaps one that the policy does not trust.</param>
/// <param name="Scopes">In the token's order; also ones that no catalogue has.</param>
/// <param name="ScopesAsArray">Instead of a string, separated by spaces.</param>
/// <param name="Claims">Further ones, <c>acr</c> among them, each with its value as JSON.</param>
/// <param name="SignedInSecondsAgo"><c>auth_time</c>; null: the token does not say, or <see cref="Claims"/> does and makes no sense.</param>
public sealed record PolicyToken(
    PolicyIssuer Issuer,
    TokenFlaw Flaw,
    PolicyCaller Caller,
    string Client,
    ImmutableArray<string> Scopes,
    bool ScopesAsArray,
    ImmutableArray<KeyValuePair<string, string>> Claims,
    int? SignedInSecondsAgo)
{
    public JsonObject Payload(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = Flaw == TokenFlaw.UnknownIssuer ? "https://stranger.example" : Issuer.Identifier,
            ["aud"] = Flaw == TokenFlaw.WrongAudience ? "https://other.example.com" : TestIssuer.Audience,
            ["iat"] = seconds,
            ["nbf"] = Flaw == TokenFlaw.NotYetValid ? seconds + 31 : seconds,
            ["exp"] = Flaw == TokenFlaw.Expired ? seconds - 30 : seconds + 600,
            ["jti"] = "1",
            ["scope"] = ScopesAsArray ? new JsonArray([.. Scopes.Select(scope => (JsonNode)scope)]) : string.Join(' ', Scopes),
        };
        AddCaller(payload);
        if (SignedInSecondsAgo is { } ago)
        {
            payload["auth_time"] = seconds - ago;
        }

        foreach (var (name, json) in Claims)
        {
            payload[name] = JsonNode.Parse(json);
        }

        return payload;
    }

    /// <param name="by">The server of <see cref="Issuer"/>.</param>
    public string Sign(TestIssuer by, DateTimeOffset now)
    {
        var token = by.Sign(Payload(now).ToJsonString(), header => header["typ"] = Issuer.Preset == PolicyIssuer.Keycloak ? "JWT" : "at+jwt");
        return Flaw switch
        {
            TokenFlaw.BadSignature => token[..(token.LastIndexOf('.') + 1)] + by.Sign("{}").Split('.')[2],
            TokenFlaw.Malformed => token[..token.LastIndexOf('.')],
            _ => token,
        };
    }

    /// <summary>docs/issuers.md says by what each preset tells users and machines.</summary>
    private void AddCaller(JsonObject payload)
    {
        if (Issuer.Preset == PolicyIssuer.Rfc9068)
        {
            payload["client_id"] = Client;
            payload["sub"] = Caller == PolicyCaller.Machine ? Client : "ana";
            return;
        }

        payload["typ"] = "Bearer";
        payload["azp"] = Client;
        payload["sub"] = "ana";
        if (Caller == PolicyCaller.User)
        {
            payload["sid"] = "session";
        }
        else if (Caller == PolicyCaller.Machine)
        {
            payload["client_id"] = Client;
            payload["clientHost"] = "192.0.2.1";
            payload["clientAddress"] = "192.0.2.1";
        }
    }
}
