using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Authentication;

/// <summary>SHA-256 of a token, all of it: what a token is known by where it is remembered, so that none lies about in memory.</summary>
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        Span<byte> ascii = stackalloc byte[Form.CompactForm.TokenCharsMax];
        // One byte a character: what is not ASCII becomes "?", and was refused before it could get here.
        var length = Encoding.ASCII.GetBytes(token, ascii);
        Span<ulong> hash = stackalloc ulong[4];
        SHA256.HashData(ascii[..length], MemoryMarshal.AsBytes(hash));
        return new TokenHash(hash[0], hash[1], hash[2], hash[3]);
    }
}
