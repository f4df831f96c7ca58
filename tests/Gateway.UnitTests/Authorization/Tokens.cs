using System.Text.Json;
using Gateway.Routes;

namespace Gateway.UnitTests.Authorization;

/// <summary>Verified tokens of a table's first issuer, as authentication hands them on.</summary>
internal static class Tokens
{
    public static RoutesInForce InForce(this RouteTable table) => new(table, new RouteTableProvider(table), TimeProvider.System);

    public static TokenResult.Verified Of(RouteTable table, string scope = "", string? client = "app", CallerKind kind = CallerKind.User) =>
        new(new CallerIdentity(
            table.Issuers[0], "ana", client, kind, [.. scope.Split(' ')], JsonElement.Parse("{}")));
}
