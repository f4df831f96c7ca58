using System.Globalization;
using System.Text;

namespace Gateway.Problems;

/// <summary>The <c>WWW-Authenticate: Bearer</c> field (RFC 6750 section 3) that goes with a refusal, where one does.</summary>
internal static class Challenge
{
    /// <summary>Null when the refusal is not about the credential. Without one presented, no error code is given (section 3.1).</summary>
    public static string? For(Problem problem, ProblemLinks? links)
    {
        if (problem.Refusal.BearerError is null && problem.Refusal != Refusal.NoCredentials)
        {
            return null;
        }

        var field = new StringBuilder("Bearer realm=\"gateway\"");
        Append(field, "error", problem.Refusal.BearerError);
        Append(field, "error_description", problem.Refusal.BearerError is null ? null : problem.Detail);
        Append(field, "scope", problem.ChallengeScopes.IsEmpty ? null : string.Join(' ', problem.ChallengeScopes));
        Append(field, "acr_values", problem.AcrValues.IsEmpty ? null : string.Join(' ', problem.AcrValues));
        Append(field, "max_age", problem.MaxAgeSeconds?.ToString(CultureInfo.InvariantCulture));
        Append(field, "resource_metadata", links?.ResourceMetadata);
        return field.ToString();
    }

    // No escaping: every value is ours, an address, or a scope or acr of the routes file; none can hold a quote or a backslash.
    private static void Append(StringBuilder field, string name, string? value)
    {
        if (value is not null)
        {
            field.Append(", ").Append(name).Append("=\"").Append(value).Append('"');
        }
    }
}
