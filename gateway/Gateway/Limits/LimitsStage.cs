using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Routes.Written;
using Gateway.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Gateway.Limits;

/// <summary>
/// Too often? In comes a request twice: before its token is looked at, to be counted by where it comes from, and after it was allowed, to be
/// counted by who sends it. Over a limit it leaves as 429; the first time that has cost no signature. Each instance counts for itself.
/// </summary>
internal static class LimitsStage
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(_ => { });
        builder.AddSettings<AddressLimitOptions>();
    }

    public static void UseAddressLimits(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<AddressLimitOptions>().ToLimit();
        app.UseLimiter(
            context => gateway is not null || context.OperationOrNull() is { AddressLimits.IsEmpty: false },
            context => gateway is { } all ? [all, .. context.OperationOrNull()?.AddressLimits ?? []] : context.OperationOrNull()!.AddressLimits);
    }

    public static void UseCallerLimits(this WebApplication app) =>
        app.UseLimiter(context => context.OperationOrNull() is { CallerLimits.IsEmpty: false }, context => context.OperationOrNull()!.CallerLimits);

    /// <summary>Each with counters of its own, so that a flood of addresses takes no caller's place.</summary>
    private static void UseLimiter(this WebApplication app, Func<HttpContext, bool> hasLimits, Func<HttpContext, IEnumerable<RateLimit>> limits)
    {
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        var limiter = new RequestLimiter(new LimitCounters(app.Services.GetRequiredService<TimeProvider>()), limits);
        app.UseWhen(hasLimits, branch => branch.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = limiter,
            RejectionStatusCode = Refusal.RateLimited.Status,
            OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected.HttpContext, metrics)),
        }));
    }

    private static Task RefuseAsync(HttpContext context, GatewayMetrics metrics)
    {
        var (limit, _, seconds) = LimitStates.Of(context).Refused!;
        metrics.RateLimited(limit.Name, context.OperationOrNull()?.Id);
        return ProblemWriter.WriteAsync(context, new Problem(Refusal.RateLimited)
        {
            Detail = $"The limit \"{limit.Name}\" allows {limit.Permits} requests in {Duration.Format(limit.Per)}",
            RetryAfterSeconds = seconds,
            Reason = limit.Name,
        });
    }
}
