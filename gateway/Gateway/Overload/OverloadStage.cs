using Gateway.Observability;
using Gateway.Routes;
using Gateway.Settings;

namespace Gateway.Overload;

/// <summary>
/// Is there room? In comes a request with its operation; it gets a place until it is answered, or leaves as 503 at once, before its token is
/// looked at. A gateway that takes on more than it can do does none of it in time: what is turned away quickly keeps the rest quick.
/// </summary>
internal static class OverloadStage
{
    public static void AddOverloadProtection(this WebApplicationBuilder builder)
    {
        builder.AddSettings<OverloadOptions>();
        builder.Services.AddSingleton<Places>();
        builder.Services.AddSingleton<Shedding>();
    }

    public static void UseOverloadProtection(this WebApplication app)
    {
        var places = app.Services.GetRequiredService<Places>();
        var shedding = app.Services.GetRequiredService<Shedding>();
        app.Services.GetRequiredService<GatewayMetrics>().WatchInFlight(() => places.Taken);
        app.Use(async (context, next) =>
        {
            // The file's word for it. What a client says about its own importance is worth nothing.
            var priority = context.OperationOrNull()?.Priority ?? Priority.Normal;
            using var place = await places.TakeAsync(priority);
            if (place is null)
            {
                await shedding.RefuseAsync(context, priority);
                return;
            }

            context.Response.OnStarting(LeaveIfEndlessAsync, (context, place));
            await next(context);
        });
    }

    /// <summary>What goes on for hours and does little would in the end have all the places.</summary>
    private static Task LeaveIfEndlessAsync(object state)
    {
        var (context, place) = ((HttpContext, Places.Place))state;
        if (EndlessAnswer.Is(context))
        {
            place.Dispose();
        }

        return Task.CompletedTask;
    }
}
