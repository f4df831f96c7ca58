using System.Text.Json.Serialization;

namespace Gateway.Authentication.Keys;

/// <summary><c>/issuers</c> on the admin listener: whether each can be reached, which keys it has, when it was asked last and is next.</summary>
internal static partial class IssuersEndpoint
{
    public static void MapIssuers(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var issuers = gateway.GetRequiredService<TrustedIssuers>();
        admin.MapGet("/issuers", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            KeysState[] states = [.. issuers.All.Select(trusted => trusted.Keys.Describe())];
            return context.Response.WriteAsJsonAsync(states, IssuersJson.Default.KeysStateArray);
        });
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(KeysState[]))]
    private sealed partial class IssuersJson : JsonSerializerContext;
}
