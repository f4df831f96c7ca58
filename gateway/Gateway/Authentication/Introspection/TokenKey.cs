using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Authentication.Introspection;

/// <summary>What a token is remembered by: a hash, so that no memory holds the token itself. The issuer is part of it.</summary>
internal readonly record struct TokenKey(UInt128 High, UInt128 Low)
{
    public static TokenKey Of(string issuer, string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // A space is in neither of them.
        SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer} {token}"), hash);
        return new TokenKey(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
