using System.Diagnostics.CodeAnalysis;

namespace DevAuthority.Authorize;

/// <summary>
/// How much the user may be asked (OpenID Connect Core section 3.1.2.1): <c>none</c> alone, or any of <c>login</c> and <c>consent</c>.
/// </summary>
internal sealed record Prompt(bool None, bool Login, bool Consent)
{
    internal static bool TryParse(string? text, [NotNullWhen(true)] out Prompt? prompt)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var known = words.All(word => word is "none" or "login" or "consent");
        prompt = known && !(words.Contains("none") && words.Length > 1)
            ? new Prompt(words.Contains("none"), words.Contains("login"), words.Contains("consent"))
            : null;
        return prompt is not null;
    }
}
