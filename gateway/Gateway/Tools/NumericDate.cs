using System.Text.Json;

namespace Gateway.Tools;

/// <summary>A claim that is a time (RFC 7519 section 2), for people to read.</summary>
internal static class NumericDate
{
    /// <summary>Null when it is not there, or no time that a calendar has.</summary>
    public static DateTimeOffset? Of(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
