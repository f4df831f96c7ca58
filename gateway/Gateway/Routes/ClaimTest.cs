using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Routes;

/// <summary>One question about one claim, as data: presets are made of them. A claim that is <c>null</c> counts as absent.</summary>
/// <param name="Operand">The value, or the other claim, that it is compared with.</param>
internal sealed record ClaimTest(string Claim, ClaimTestKind Kind, string? Operand = null, string Suffix = "")
{
    /// <summary>The claim is there, whatever it says.</summary>
    public static ClaimTest Has(string claim) => new(claim, ClaimTestKind.Present);

    public static ClaimTest Lacks(string claim) => new(claim, ClaimTestKind.Absent);

    /// <summary>The claim is exactly this string.</summary>
    public static ClaimTest Is(string claim, string value) => new(claim, ClaimTestKind.Equal, value);

    /// <summary>The claim is the same string as another one, with this text behind it.</summary>
    public static ClaimTest Same(string claim, string other, string suffix = "") => new(claim, ClaimTestKind.SameAs, other, suffix);

    public bool Holds(JsonElement payload) => Kind switch
    {
        ClaimTestKind.Present => IsPresent(payload),
        ClaimTestKind.Absent => !IsPresent(payload),
        ClaimTestKind.Equal => Text(payload, Claim) == Operand,
        ClaimTestKind.SameAs => Text(payload, Operand!) is { } other && Text(payload, Claim) == other + Suffix,
        _ => false,
    };

    private bool IsPresent(JsonElement payload) => payload.TryGetProperty(Claim, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

internal enum ClaimTestKind
{
    Present,
    Absent,
    Equal,
    SameAs,
}

/// <summary>A sign in the token of who is behind it: all of the tests hold.</summary>
internal sealed record CallerMark(params ImmutableArray<ClaimTest> Tests)
{
    public bool Holds(JsonElement payload) => Tests.All(test => test.Holds(payload));
}
