using System.Collections.Concurrent;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// Organizer's calendar. An app sees and adds events of the user it acts for, nobody else's, and each event remembers which app
/// added it.
/// </summary>
internal sealed class CalendarService
{
    private readonly ConcurrentDictionary<int, Entry> entries = new();
    private int lastId = 4;

    private CalendarService(DateTimeOffset today)
    {
        entries[1] = new("ana", new(1, "Dentist", today.AddDays(1).AddHours(9), today.AddDays(1).AddHours(10), "calendar-app"));
        entries[2] = new("ana", new(2, "Planning", today.AddDays(2).AddHours(13), today.AddDays(2).AddHours(15), "calendar-app"));
        entries[3] = new("ana", new(3, "Call with pat", today.AddDays(2).AddHours(14), today.AddDays(2).AddHours(16), "textapp"));
        entries[4] = new("alice", new(4, "Piano lesson", today.AddDays(1).AddHours(17), today.AddDays(1).AddHours(18), "calendar-app"));
    }

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new CalendarService(new(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero));
        app.MapGet("/events", service.List).RequireScope("read:calendar").WithName("listCalendarEvents")
            .WithSummary("The events in the user's calendar, earliest first.");
        app.MapPost("/events", service.Add).RequireScope("write:calendar").WithName("createCalendarEvent")
            .WithSummary("Add an event to the user's calendar.");
        // Several sets of scopes will do: which, only the routes file says.
        app.MapGet("/free-busy", service.FreeBusy).WithName("getFreeBusy")
            .WithSummary("When the user is busy, and not with what.");
    }

    private Ok<CalendarEvent[]> List(GatewayUser user) => TypedResults.Ok(Own(user));

    private Results<Created<CalendarEvent>, ValidationProblem, ProblemHttpResult> Add(NewCalendarEvent body, GatewayUser user)
    {
        if (string.IsNullOrWhiteSpace(body.Title))
        {
            return Refusal.Invalid("title", "An event has a title.");
        }

        if (body.End <= body.Start)
        {
            return Refusal.Invalid("end", "An event ends after it starts.");
        }

        if (user.Subject is not { } owner)
        {
            return Refusal.NoSubject();
        }

        var id = Interlocked.Increment(ref lastId);
        var added = new CalendarEvent(id, body.Title, body.Start, body.End, user.Client);
        entries[id] = new(owner, added);
        return TypedResults.Created((string?)null, added);
    }

    private Ok<Busy[]> FreeBusy(GatewayUser user)
    {
        var busy = new List<Busy>();
        foreach (var next in Own(user))
        {
            // Events come earliest first: one that starts before the last stretch is over makes that stretch longer.
            if (busy is [.., var last] && next.Start <= last.To)
            {
                busy[^1] = last with { To = next.End > last.To ? next.End : last.To };
            }
            else
            {
                busy.Add(new(next.Start, next.End));
            }
        }

        return TypedResults.Ok(busy.ToArray());
    }

    private CalendarEvent[] Own(GatewayUser user) =>
    [
        .. entries.Values.Where(entry => entry.Owner == user.Subject).Select(entry => entry.Event)
            .OrderBy(e => e.Start).ThenBy(e => e.Id),
    ];

    internal sealed record CalendarEvent(int Id, string Title, DateTimeOffset Start, DateTimeOffset End, string? CreatedByApp);

    internal sealed record NewCalendarEvent(string Title, DateTimeOffset Start, DateTimeOffset End);

    internal sealed record Busy(DateTimeOffset From, DateTimeOffset To);

    private sealed record Entry(string Owner, CalendarEvent Event);
}
