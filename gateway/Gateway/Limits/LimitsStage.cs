using System.Collections.Immutable;
using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Routes.Written;
using Gateway.Settings;

namespace Gateway.Limits;

/// <summary>
/// Too often? In comes a request twice: before its token is looked at, to be counted by where it comes from, and after it was allowed, to be
/// counted by who sends it. Over a limit it leaves as 429; the first time that has cost no signature. Each instance counts for itself.
/// </summary>
internal static class LimitsStage
{
    public static void AddLimits(this WebApplicationBuilder builder) => builder.AddSettings<AddressLimitOptions>();

    public static void UseAddressLimits(this WebApplication app)
    {
        ImmutableArray<RateLimit> gateway = app.Services.GetRequiredService<AddressLimitOptions>().ToLimit() is { } all ? [all] : [];
        app.UseLimiter(context => context.OperationOrNull()?.AddressLimits is { IsEmpty: false } own ? [.. gateway, .. own] : gateway);
    }

    public static void UseCallerLimits(this WebApplication app) => app.UseLimiter(context => context.OperationOrNull()?.CallerLimits ?? []);

    /// <summary>Each with counters of its own, so that a flood of addresses takes no caller's place.</summary>
    private static void UseLimiter(this WebApplication app, Func<HttpContext, ImmutableArray<RateLimit>> limitsOf)
    {
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        var limiter = new RequestLimiter(new LimitCounters(app.Services.GetRequiredService<TimeProvider>()));
        app.Use((context, next) => limitsOf(context) is { IsEmpty: false } limits && limiter.RefusedBy(context, limits) is { } refused
            ? RefuseAsync(context, refused, metrics)
            : next(context));
    }

    private static Task RefuseAsync(HttpContext context, LimitState refused, GatewayMetrics metrics)
    {
        var (limit, _, seconds) = refused;
        metrics.RateLimited(limit.Name, context.OperationOrNull()?.Id);
        return ProblemWriter.WriteAsync(context, new Problem(Refusal.RateLimited)
        {
            Detail = $"The limit \"{limit.Name}\" allows {limit.Permits} requests in {Duration.Format(limit.Per)}",
            RetryAfterSeconds = seconds,
            Reason = limit.Name,
        });
    }
}
