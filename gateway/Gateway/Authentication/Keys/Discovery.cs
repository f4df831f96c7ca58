using System.Text.Json;
using System.Text.Unicode;
using Gateway.Routes;

namespace Gateway.Authentication.Keys;

/// <summary>The two members of a discovery document that matter here: whose it is, and where the keys are.</summary>
internal static class Discovery
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Where the key set is, or why the document says nothing.</summary>
    public static (Uri? KeySet, FetchFault Fault) Read(ReadOnlyMemory<byte> json, Issuer issuer)
    {
        try
        {
            if (!Utf8.IsValid(json.Span))
            {
                return (null, FetchFault.NotJson);
            }

            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, issuer);
        }
        catch (JsonException)
        {
            return (null, FetchFault.NotJson);
        }
        catch (InvalidOperationException)
        {
            return (null, FetchFault.NotJson); // an escape that is half a character
        }
    }

    private static (Uri? KeySet, FetchFault Fault) Read(JsonElement root, Issuer issuer)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("issuer", out var whose) || whose.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("jwks_uri", out var keys) || keys.ValueKind != JsonValueKind.String)
        {
            return (null, FetchFault.NotDiscovery);
        }

        // RFC 8414 section 3.3: identical, code point for code point (section 4), or the document must not be used.
        if (!string.Equals(whose.GetString(), issuer.Identifier, StringComparison.Ordinal))
        {
            return (null, FetchFault.OtherIssuer);
        }

        return Uri.TryCreate(keys.GetString(), UriKind.Absolute, out var address) && IsAcceptable(address, issuer.Metadata)
            ? (address, default)
            : (null, FetchFault.KeysAddress);
    }

    /// <summary>
    /// https, anywhere: large issuers keep their keys on another host. Without TLS only where the document itself came from, on this
    /// machine; else whoever edits it could send the gateway to addresses that only the gateway can reach.
    /// </summary>
    private static bool IsAcceptable(Uri address, Uri metadata) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && metadata.IsLoopback
                && metadata.Scheme == address.Scheme && metadata.Authority == address.Authority));
}
