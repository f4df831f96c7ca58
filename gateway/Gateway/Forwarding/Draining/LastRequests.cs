using Gateway.Forwarding.Streams;
using Gateway.Problems;

namespace Gateway.Forwarding.Draining;

/// <summary>What comes after the signal to stop: it is served, on a connection that ends with it, but nothing begins that would not end.</summary>
internal static class LastRequests
{
    public static void UseDraining(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (!drain.HasBegun)
            {
                return next(context);
            }

            // HTTP/1.1: Connection: close on the answer (RFC 9112 section 9.6). HTTP/2: GOAWAY, and what is open may end (RFC 9113 section 6.8).
            context.Connection.RequestClose();
            return WebSocketHandshake.Is(context) ? ProblemWriter.WriteAsync(context, new Problem(Refusal.Stopping)) : next(context);
        });
    }
}
