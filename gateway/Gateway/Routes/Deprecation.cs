using System.Globalization;

namespace Gateway.Routes;

/// <summary>That an operation is not to be used any more, and until when it can be.</summary>
/// <param name="Since">The day, in UTC, from whose beginning on it is deprecated; it may be to come.</param>
/// <param name="Sunset">The day from whose beginning on it may be gone.</param>
/// <param name="Link">Where clients read what to do.</param>
internal sealed record Deprecation(DateOnly Since, DateOnly? Sunset, string? Link)
{
    /// <summary>RFC 9745 section 2.1: a date of structured fields.</summary>
    public string SinceField => string.Create(CultureInfo.InvariantCulture, $"@{Start(Since).ToUnixTimeSeconds()}");

    /// <summary>RFC 8594 section 3: a date of HTTP.</summary>
    public string? SunsetField => Sunset is { } day ? Start(day).ToString("R", CultureInfo.InvariantCulture) : null;

    /// <summary>RFC 9745 section 3.</summary>
    public string? LinkField => Link is null ? null : $"<{Link}>; rel=\"deprecation\"";

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
