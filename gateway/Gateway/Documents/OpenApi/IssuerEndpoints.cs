using System.Text.Json.Nodes;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>Where a client gets a token, as the issuer's discovery document says (RFC 8414 section 2).</summary>
/// <param name="Authorization">Null: it has none, and so no users who sign in.</param>
/// <param name="ForMachines">Whether clients get tokens on their own behalf.</param>
internal sealed record IssuerEndpoints(string? Authorization, string Token, bool ForMachines)
{
    /// <summary>Null: it says nothing that could be used.</summary>
    public static IssuerEndpoints? Read(ReadOnlyMemory<byte> json, Issuer issuer)
    {
        try
        {
            // RFC 8414 section 3.3: identical, or the document must not be used.
            if (JsonNode.Parse(json.Span) is not JsonObject document || Texts.Of(document["issuer"]) != issuer.Identifier)
            {
                return null;
            }

            var grants = (document["grant_types_supported"] as JsonArray)?.Select(Texts.Of).ToList();
            var authorization = grants?.Contains("authorization_code") ?? true ? Address(document["authorization_endpoint"], issuer) : null;
            var machines = grants?.Contains("client_credentials") ?? true;
            return Address(document["token_endpoint"], issuer) is { } token && (authorization is not null || machines)
                ? new(authorization, token, machines)
                : null;
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>https; without TLS only where the issuer is on this machine, too.</summary>
    private static string? Address(JsonNode? node, Issuer issuer) =>
        Uri.TryCreate(Texts.Of(node), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && issuer.Metadata.IsLoopback))
            ? address.AbsoluteUri
            : null;
}
