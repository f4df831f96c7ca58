using System.Text;
using System.Text.Json.Serialization;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>
/// <c>/config</c> on the admin listener: which policy is in force, since when, and what is wrong with the file if it is another one.
/// <c>/config/text</c>: the files it was read from, as they were then, variables unexpanded.
/// </summary>
internal static partial class ConfigEndpoint
{
    public static void MapConfig(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var routes = gateway.GetRequiredService<RoutesInForce>();
        var watch = gateway.GetService<RoutesWatch>();
        admin.MapGet("/config", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsJsonAsync(Describe(routes, watch), ConfigJson.Default.Config);
        });
        admin.MapGet("/config/text", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var files = routes.Table.Text.Files.Select(file => new ConfigFile(file.Name, Encoding.UTF8.GetString(file.Content.Span)));
            return context.Response.WriteAsJsonAsync(new ConfigText(routes.Table.Hash, [.. files]), ConfigJson.Default.ConfigText);
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

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Config))]
    [JsonSerializable(typeof(ConfigText))]
    private sealed partial class ConfigJson : JsonSerializerContext;
}
