using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Authentication.Introspection;

/// <summary>How the gateway shows the issuer who asks: with a secret in the header, or with a JWT that only it can have signed.</summary>
internal sealed class ClientAuthentication(Routes.Issuer issuer, Routes.Introspection introspection, TimeProvider clock)
{
    private readonly ClientAssertion assertion = new(introspection.ClientId, issuer.Identifier, clock);

    /// <summary>Puts the credential into the request or its form. Otherwise says what keeps it from doing so.</summary>
    public string? Add(HttpRequestMessage request, List<KeyValuePair<string, string>> form)
    {
        if (introspection.PrivateKeyFile is { } keyFile)
        {
            if (CredentialFile.Read(keyFile) is not { } pem || assertion.Sign(pem) is not { } signed)
            {
                return "the file of PrivateKeyFile cannot be read or holds no usable key";
            }

            // RFC 7523 section 2.2; client_id is optional there, and some servers find the client by it.
            form.Add(KeyValuePair.Create("client_id", introspection.ClientId));
            form.Add(KeyValuePair.Create("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
            form.Add(KeyValuePair.Create("client_assertion", signed));
            return null;
        }

        if (introspection.ClientSecretFile is not { } secretFile || CredentialFile.Read(secretFile) is not { } secret)
        {
            return "the file of ClientSecretFile cannot be read or is empty";
        }

        var pair = $"{FormEncoded(introspection.ClientId)}:{FormEncoded(secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        return null;
    }

    /// <summary>RFC 6749 section 2.3.1 with appendix B: both parts are form-encoded first, so that a colon in the id is none.</summary>
    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
