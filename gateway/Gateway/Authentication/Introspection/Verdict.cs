using Gateway.Problems;

namespace Gateway.Authentication.Introspection;

/// <summary>What it came to, to ask about an opaque token.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The token is active, and for us.</summary>
    internal sealed record Accepted(IntrospectedToken Token) : Verdict;

    /// <summary>The issuer said what makes it a no.</summary>
    internal sealed record Refused(TokenFault Fault) : Verdict;

    /// <summary>Nothing was said about the token. Never remembered.</summary>
    /// <param name="Why">For the log; nothing of the token or of the answer is in it.</param>
    /// <param name="Ours">The gateway's configuration or credentials, and so not mended by waiting.</param>
    internal sealed record Unavailable(string Why, bool Ours = false) : Verdict;
}
