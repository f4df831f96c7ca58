using System.Security.Cryptography;

namespace Gateway.Forwarding;

/// <summary>
/// What this instance calls itself in <c>Via</c> (RFC 9110 section 7.6.3). Another one each time it starts: of two gateways in a row neither
/// takes the other for itself.
/// </summary>
internal sealed class Pseudonym
{
    /// <summary>What all instances have in common.</summary>
    public const string Kind = "gateway";

    public string Text { get; } = $"{Kind}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
