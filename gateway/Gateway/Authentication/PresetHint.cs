using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Says in the log when an issuer's refused tokens look like another preset's, which is a mistake in the routes file that is hard to see from
/// the refusals. Whoever sends a token can cause it, so it is said once a minute at most, and in names of presets only.
/// </summary>
internal sealed partial class PresetHint(TimeProvider clock, ILogger<PresetHint> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    /// <summary>A token of this issuer was refused for its type or its claims.</summary>
    public void Consider(Issuer issuer, string? typ, JsonElement payload)
    {
        var now = clock.GetUtcNow();
        var due = next.GetOrAdd(issuer.Name, DateTimeOffset.MinValue);
        if (now >= due && PresetLikeness.Of(issuer, typ, payload) is { } preset && next.TryUpdate(issuer.Name, now + Pause, due))
        {
            LogLooksLike(logger, issuer.Name, preset, issuer.Preset);
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "Tokens of issuer \"{Issuer}\" look like preset \"{Preset}\", the file says \"{Written}\"")]
    private static partial void LogLooksLike(ILogger logger, string issuer, string preset, string written);
}
