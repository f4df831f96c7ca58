using System.Buffers;

namespace Gateway.Authentication.Introspection;

/// <summary>Which tokens can be opaque ones, by their form: everything that a client may send as Bearer and that is no JWT.</summary>
internal static class OpaqueToken
{
    private const int LengthMax = 4 * 1024;

    /// <summary>RFC 6750 section 2.1: <c>b64token</c>, without the final <c>=</c>s.</summary>
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

    public static bool HasForm(ReadOnlySpan<char> token)
    {
        var characters = token.TrimEnd('=');
        return token.Length <= LengthMax && !characters.IsEmpty && !characters.ContainsAnyExcept(Alphabet) && !IsJwt(characters);
    }

    /// <summary>
    /// Three segments are a signed JWT (RFC 7515 section 7.1), five an encrypted one (RFC 7516 section 7.1). One that fails its checks must
    /// not get a second chance elsewhere.
    /// </summary>
    private static bool IsJwt(ReadOnlySpan<char> token) => token.Count('.') is 2 or 4;
}
