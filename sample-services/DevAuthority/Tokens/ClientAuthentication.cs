using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// Which client calls, and did it prove it (RFC 6749 section 2.3.1)? <c>client_secret_basic</c>, <c>client_secret_post</c>, or
/// <c>none</c> for a public client, which only says its id.
/// </summary>
internal sealed class ClientAuthentication(Registry registry)
{
    internal bool TryAuthenticate(
        HttpRequest request,
        RequestParameters parameters,
        [NotNullWhen(true)] out Client? client,
        [NotNullWhen(false)] out OAuthError? error)
    {
        client = null;
        if (!TryReadCredentials(request, parameters, out var id, out var secret, out error))
        {
            return false;
        }

        var known = registry.Client(id);
        if (!Proves(known, secret))
        {
            error = OAuthError.InvalidClient();
            return false;
        }

        client = known;
        return true;
    }

    private static bool Proves([NotNullWhen(true)] Client? client, string? secret)
    {
        if (client is { Secret: null })
        {
            return secret is null;
        }

        return (client?.Secret ?? SecretHash.OfNobody).Verify(secret ?? "") && client is not null;
    }

    private static bool TryReadCredentials(
        HttpRequest request, RequestParameters parameters, out string id, out string? secret, [NotNullWhen(false)] out OAuthError? error)
    {
        (id, secret, error) = (parameters["client_id"] ?? "", parameters["client_secret"], null);
        if (request.Headers.Authorization.Count == 0)
        {
            return true;
        }

        if (!TryReadBasic(request.Headers.Authorization.ToString(), out var basicId, out var basicSecret))
        {
            error = OAuthError.InvalidClient();
            return false;
        }

        // RFC 6749 section 2.3: not more than one method in a request.
        if (secret is not null || (id.Length > 0 && id != basicId))
        {
            error = OAuthError.InvalidRequest("The client authenticates in one way only.");
            return false;
        }

        (id, secret) = (basicId, basicSecret);
        return true;
    }

    // Id and secret are form-encoded before they are joined by the colon.
    private static bool TryReadBasic(string header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || value.Parameter is null
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[value.Parameter.Length];
        if (!Convert.TryFromBase64String(value.Parameter, bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var rawId, var rawSecret])
        {
            return false;
        }

        (id, secret) = (WebUtility.UrlDecode(rawId), WebUtility.UrlDecode(rawSecret));
        return true;
    }
}
