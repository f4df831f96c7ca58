using System.Collections.Immutable;
using System.Globalization;
using Gateway.Observability;
using Gateway.Problems;

namespace Gateway.Authorization;

/// <summary>
/// Decisions on the admin listener: <c>GET /decisions/{request_id}</c>, the id that a problem document names, and <c>GET /decisions</c>, newest
/// first.
/// </summary>
internal static class DecisionEndpoints
{
    private const int LimitDefault = 50;
    private const int LimitMax = 1_000;

    public static void MapDecisions(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var decisions = gateway.GetRequiredService<DecisionLog>();

        admin.MapGet("/decisions/{requestId}", (HttpContext context) => decisions.Find((string)context.GetRouteValue("requestId")!) is { } record
            ? StableJson.WriteAsync(context, record)
            : ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound)
            {
                Detail = "This instance keeps no decision about this request: it was allowed, or refused before there was one, or is too long ago",
            }));

        admin.MapGet("/decisions", (HttpContext context) =>
        {
            var (operation, code) = (Asked(context, "operation"), Asked(context, "code"));
            if (Limit(context) is not { } limit)
            {
                var detail = $"limit is a number from 1 to {LimitMax}";
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.BadRequest) { Detail = detail });
            }

            var asked = decisions.Latest()
                .Where(record => operation is null || record.Operation == operation)
                .Where(record => code is null || record.Code == code || record.Shadow?.Code == code);
            return StableJson.WriteAsync(context, new List([.. asked.Take(limit)]));
        });
    }

    private static string? Asked(HttpContext context, string parameter) =>
        context.Request.Query[parameter].ToString() is { Length: > 0 } value ? value : null;

    private static int? Limit(HttpContext context) =>
        Asked(context, "limit") is not { } text ? LimitDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LimitMax ? limit
        : null;

    private sealed record List(ImmutableArray<DecisionRecord> Decisions);
}
