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
        app.Use((context, next) =>
        {
            var taking = places.TakeAsync(PriorityOf(context));
            return taking.IsCompletedSuccessfully ? GoOnAsync(context, next, taking.Result, shedding) : WaitAsync(context, next, taking, shedding);
        });
    }

    /// <summary>The file's word for it. What a client says about its own importance is worth nothing.</summary>
    private static Priority PriorityOf(HttpContext context) => context.OperationOrNull()?.Priority ?? Priority.Normal;

    private static async Task WaitAsync(HttpContext context, RequestDelegate next, ValueTask<Places.Place?> taking, Shedding shedding) =>
        await GoOnAsync(context, next, await taking, shedding);

    /// <summary>The place is given back when the answer is over, whatever becomes of it.</summary>
    private static Task GoOnAsync(HttpContext context, RequestDelegate next, Places.Place? place, Shedding shedding)
    {
        if (place is null)
        {
            return shedding.RefuseAsync(context, PriorityOf(context));
        }

        context.Features[typeof(Places.Place)] = place;
        context.Response.OnStarting(LeaveIfEndlessAsync, context);
        context.Response.RegisterForDispose(place);
        return next(context);
    }

    /// <summary>What goes on for hours and does little would in the end have all the places.</summary>
    private static Task LeaveIfEndlessAsync(object state)
    {
        var context = (HttpContext)state;
        if (EndlessAnswer.Is(context))
        {
            ((Places.Place)context.Features[typeof(Places.Place)]!).Dispose();
        }

        return Task.CompletedTask;
    }
}
