using System.Text;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>
/// <c>/config</c> on the admin listener: which policy is in force, since when, and what is wrong with the file if it is another one.
/// <c>/config/text</c>: the files it was read from, as they were then, variables unexpanded.
/// </summary>
internal static class ConfigEndpoint
{
    public static void MapConfig(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var routes = gateway.GetRequiredService<RoutesInForce>();
        var watch = gateway.GetService<RoutesWatch>();
        admin.MapGet("/config", (HttpContext context) => StableJson.WriteAsync(context, Describe(routes, watch)));
        admin.MapGet("/config/text", (HttpContext context) =>
        {
            var table = routes.Table;
            var files = table.Text.Files.Select(file => new ConfigFile(file.Name, Encoding.UTF8.GetString(file.Content.Span)));
            return StableJson.WriteAsync(context, new ConfigText(table.Hash, [.. files]));
        });
    }

    private static Config Describe(RoutesInForce routes, RoutesWatch? watch) => new(
        routes.Table.Hash,
        routes.Since,
        watch?.Source.Path,
        watch?.LookedAt,
        routes.Table.Apis.Length,
        routes.Table.Operations.Length,
        watch?.Changes ?? 0,
        watch?.Refusals ?? 0,
        watch?.Refusal is { } refusal ? new LastError(refusal.At, [.. refusal.Mistakes.Select(mistake => mistake.ToString())]) : null);

    /// <param name="Changes">How often another policy came into force since the start.</param>
    /// <param name="LastError">Null when the file is what is in force.</param>
    private sealed record Config(
        string Hash, DateTimeOffset Since, string? File, DateTimeOffset? LookedAt, int Apis, int Operations, long Changes, long Refusals, LastError? LastError);

    private sealed record LastError(DateTimeOffset At, string[] Mistakes);

    private sealed record ConfigText(string Hash, ConfigFile[] Files);

    private sealed record ConfigFile(string Name, string Text);
}
