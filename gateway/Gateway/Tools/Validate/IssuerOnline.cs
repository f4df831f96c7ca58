using System.Text.Json;
using Gateway.Authentication.Form;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Validate;

/// <summary>Whether an issuer is there, is who the file says, and has keys that can be used: by the code that fetches them when serving.</summary>
internal sealed class IssuerOnline(Places places, TimeProvider clock) : IDisposable
{
    private readonly Backchannel backchannel = new(clock);

    public async Task<OnlineFindings> CheckAsync(Issuer issuer)
    {
        var (discovery, unread) = await backchannel.ReadAsync(issuer.Metadata);
        if (discovery is null)
        {
            return Not(issuer, "issuer-unreachable", $"its discovery document cannot be had at {issuer.Metadata}: {Name(unread)}");
        }

        var (address, wrong) = Discovery.Read(discovery, issuer);
        if (address is null)
        {
            return wrong == FetchFault.OtherIssuer
                ? Not(issuer, "other-issuer", Difference(issuer.Identifier, StrictJson.ReadObject(discovery)?.GetProperty("issuer").GetString() ?? ""))
                : Not(issuer, "bad-discovery", $"{issuer.Metadata} cannot be used: {Name(wrong)}");
        }

        var keys = await CheckKeysAsync(issuer, address);
        return HasIntrospection(issuer, discovery) ? keys : keys with
        {
            Wrong = keys.Wrong.Add(places.At(
                ["Issuers", issuer.Name, "Introspection"],
                "no-introspection-endpoint",
                $"{issuer.Metadata} names no usable introspection_endpoint, and \"Introspection\" has no \"Endpoint\"")),
        };
    }

    public void Dispose() => backchannel.Dispose();

    private async Task<OnlineFindings> CheckKeysAsync(Issuer issuer, Uri address)
    {
        var (document, unread) = await backchannel.ReadAsync(address);
        if (document is null)
        {
            return Not(issuer, "keys-unreachable", $"its keys cannot be had at {address}: {Name(unread)}");
        }

        var (set, unusable) = PublishedKeySet.Read(document, issuer.Algorithms, clock.GetUtcNow());
        if (set is null)
        {
            return Not(issuer, "bad-keys", $"{address} cannot be used: {Name(unusable)}");
        }

        var dropped = set.Dropped.IsEmpty ? "" : $"; not used: {string.Join(", ", set.Dropped.Select(key =>
            $"{(key.Kid is null ? "one without kid" : Wording.Quote(key.Kid))} ({Name(key.Fault)})"))}";
        if (set.Keys.IsEmpty)
        {
            return Not(issuer, "no-usable-key", $"{address} has no key that can be used{dropped}");
        }

        var usable = set.Keys.CountBy(key => key.Alg ?? key.Kty).Select(kind => $"{kind.Value} {kind.Key}");
        return OnlineFindings.Fine(Said(issuer, "issuer", $"answers with {string.Join(", ", usable)}{dropped}"));
    }

    /// <summary>RFC 8414 section 3.3: compared code point for code point, which is where a final slash hides.</summary>
    private static string Difference(string written, string claimed) =>
        $"the file says {Wording.Quote(written)}, its discovery document {Wording.Quote(claimed)}"
        + (written.TrimEnd('/') == claimed.TrimEnd('/') ? ": they differ in the final '/' only" : "")
        + "; tokens carry what the issuer says";

    private static bool HasIntrospection(Issuer issuer, byte[] discovery) =>
        issuer.Introspection is null or { Endpoint: not null }
        || (StrictJson.ReadObject(discovery) is { } document
            && document.TryGetProperty("introspection_endpoint", out var endpoint) && endpoint.ValueKind == JsonValueKind.String
            && Uri.TryCreate(endpoint.GetString(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == issuer.Metadata.Scheme && address.Authority == issuer.Metadata.Authority)));

    private OnlineFindings Not(Issuer issuer, string code, string message) => OnlineFindings.Not(Said(issuer, code, message));

    private Mistake Said(Issuer issuer, string code, string message) =>
        places.At(["Issuers", issuer.Name, "Issuer"], code, $"issuer {Wording.Quote(issuer.Name)}: {message}");

    private static string Name<T>(T fault)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()).Replace('_', ' ');
}
