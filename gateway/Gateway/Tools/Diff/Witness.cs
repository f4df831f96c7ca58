using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>A request with a token that one policy accepts and the other refuses, as people describe it.</summary>
/// <param name="Token">The token itself; null: the request needs none.</param>
/// <param name="Issuer">Its name in the file; null where every issuer will do.</param>
/// <param name="Caller">Null: any.</param>
/// <param name="Client">Null: any.</param>
/// <param name="Facts">What else it says or does not say that counts here.</param>
internal sealed record Witness(
    SampleRequest Request,
    [property: JsonIgnore] SampleToken? Token,
    string? Issuer,
    ImmutableArray<string> Scopes,
    CallerKind? Caller,
    string? Client,
    ImmutableArray<string> Facts)
{
    public static Witness WithoutToken(SampleRequest request) => new(request, null, null, [], null, null, []);

    /// <summary>What it could say, for whoever wants to try it: <c>explain --claims</c>.</summary>
    public JsonElement? Claims => Token?.Payload;

    public override string ToString() => Token is null ? $"{Request} with no token" : $"{Request} with " + string.Join(", ",
    [
        $"scopes: {(Scopes.IsEmpty ? "none" : string.Join(' ', Scopes))}",
        $"caller: {Caller?.ToString().ToLowerInvariant() ?? "any"}",
        $"client: {Client ?? "any"}",
        .. Issuer is null ? [] : (string[])[$"issuer: {Issuer}"],
        .. Facts,
    ]);
}
