using System.Collections.Concurrent;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// Events that organizers hold and participants register for. An organizer changes only what he created, a participant registers only
/// himself, and the next event's date is public.
/// </summary>
internal sealed class EventsService
{
    // The gateway maps the claim `email` to this header (Forward in the routes file) and lets no client's own through.
    private const string EmailHeader = "X-User-Email";

    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<int, Event> events = new();
    private readonly ConcurrentDictionary<(int EventId, string Participant), Registration> _registrations = new();
    private int lastId = 2;

    private EventsService(TimeProvider clock)
    {
        this.clock = clock;
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        events[1] = new(1, "Open day", today.AddDays(14).AddHours(18), "olga");
        events[2] = new(2, "Charity run", today.AddDays(90).AddHours(9), "lee");
        _registrations[(2, "pat")] = new(2, "pat", "pat@example.com");
    }

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new EventsService(clock);
        app.MapGet("/", service.List).RequireScope("view:events").WithName("listEvents")
            .WithSummary("All events, earliest first.");
        app.MapPost("/", service.Create).RequireScope("create:events").WithName("createEvent")
            .WithSummary("Create an event, as its organizer.");
        app.MapPut("/{id:int}", service.Change).RequireScope("update:events").WithName("updateEvent")
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Change an event the caller created.");
        app.MapPost("/{id:int}/registrations", service.Register).RequireScope("register:events").WithName("registerForEvent")
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Register the caller himself for an event.");
        app.MapGet("/next", service.Next).WithName("getNextEvent").AllowAnonymous().ProducesProblem(404)
            .WithSummary("What is next, and when: for everybody.");
    }

    private Ok<Event[]> List() => TypedResults.Ok(events.Values.OrderBy(e => e.Start).ThenBy(e => e.Id).ToArray());

    private Results<Created<Event>, ValidationProblem, ProblemHttpResult> Create(EventDetails body, GatewayUser user)
    {
        if (string.IsNullOrWhiteSpace(body.Title))
        {
            return NoTitle();
        }

        if (user.Subject is not { } organizer)
        {
            return Refusal.NoSubject();
        }

        var id = Interlocked.Increment(ref lastId);
        var created = events[id] = new(id, body.Title, body.Start, organizer);
        return TypedResults.Created((string?)null, created);
    }

    private Results<Ok<Event>, ValidationProblem, ProblemHttpResult> Change(int id, EventDetails body, GatewayUser user)
    {
        if (!events.TryGetValue(id, out var current))
        {
            return NoEvent(id);
        }

        if (current.Organizer != user.Subject)
        {
            return Refusal.Forbidden("An organizer changes only the events he created.");
        }

        if (string.IsNullOrWhiteSpace(body.Title))
        {
            return NoTitle();
        }

        var changed = current with { Title = body.Title, Start = body.Start };
        return events.TryUpdate(id, changed, current)
            ? TypedResults.Ok(changed)
            : Refusal.Conflict($"Event {id} has been changed meanwhile.");
    }

    private Results<Created<Registration>, ProblemHttpResult> Register(int id, HttpRequest request, GatewayUser user)
    {
        if (!events.ContainsKey(id))
        {
            return NoEvent(id);
        }

        if (user.Subject is not { } participant)
        {
            return Refusal.NoSubject();
        }

        var email = request.Headers[EmailHeader] is [{ Length: > 0 } value] ? value : null;
        var registration = new Registration(id, participant, email);
        return _registrations.TryAdd((id, participant), registration)
            ? TypedResults.Created((string?)null, registration)
            : Refusal.Conflict($"The caller is registered for event {id} already.");
    }

    private Results<Ok<NextEvent>, ProblemHttpResult> Next()
    {
        var now = clock.GetUtcNow();
        return events.Values.Where(e => e.Start > now).MinBy(e => e.Start) is { } next
            ? TypedResults.Ok(new NextEvent(next.Title, next.Start))
            : Refusal.NotFound("No event is planned.");
    }

    private static ProblemHttpResult NoEvent(int id) => Refusal.NotFound($"There is no event {id}.");

    private static ValidationProblem NoTitle() => Refusal.Invalid("title", "An event has a title.");

    internal sealed record Event(int Id, string Title, DateTimeOffset Start, string Organizer);

    internal sealed record EventDetails(string Title, DateTimeOffset Start);

    internal sealed record Registration(int EventId, string Participant, string? Email);

    /// <summary>What the public may know: neither who holds the event nor its number.</summary>
    internal sealed record NextEvent(string Title, DateTimeOffset Start);
}
