using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Authentication.Form;

/// <summary><c>aud</c> (RFC 7519 section 4.1.3): compared exactly, case and final slash included.</summary>
internal static class Audience
{
    public static bool Includes(JsonElement payload, ImmutableArray<string> audiences) =>
        payload.TryGetProperty("aud", out var audience) && (audience.ValueKind == JsonValueKind.Array
            ? audience.EnumerateArray().Any(entry => IsOneOf(entry, audiences))
            : IsOneOf(audience, audiences));

    private static bool IsOneOf(JsonElement entry, ImmutableArray<string> audiences)
    {
        foreach (var audience in audiences)
        {
            if (entry.ValueEquals(audience))
            {
                return true;
            }
        }

        return false;
    }
}
