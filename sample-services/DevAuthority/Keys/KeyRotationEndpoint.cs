namespace DevAuthority.Keys;

/// <summary><c>POST /dev/rotate-keys</c>: new keys sign from now on. With <c>?drop=true</c> the old ones are forgotten at once.</summary>
internal static class KeyRotationEndpoint
{
    internal static void MapKeyRotation(this WebApplication app) => app.MapPost("/dev/rotate-keys", (SigningKeys keys, bool drop = false) =>
    {
        keys.Rotate(drop);
        app.Logger.Rotated(drop ? "dropped" : "kept until the next rotation");
        return Results.Json(new { kids = keys.Published.Select(key => key.Id) });
    });
}
