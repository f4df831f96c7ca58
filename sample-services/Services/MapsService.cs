using System.Collections.Concurrent;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// World Mappers. The callers are customers' servers and no user is involved; every answered call is counted for the customer, which
/// is the OAuth client, in the calendar month (UTC) it is made in. The gateway leaves the prefixes of this service in place.
/// </summary>
internal sealed class MapsService(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Customer, DateOnly Month), int> calls = new();

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new MapsService(clock);
        app.MapGet("/geocoding/coordinates", service.Locate).RequireScope("read:geocoding").WithName("getCoordinates")
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("The coordinates of an address.");
        app.MapPost("/routes", service.Plan).RequireScope("plan:routes").WithName("planRoute")
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("The shortest way between two addresses, as the crow flies.");
    }

    private Results<Ok<Located>, ProblemHttpResult> Locate(string address, GatewayUser caller)
    {
        if (caller.Client is not { } customer)
        {
            return NoCustomer();
        }

        return Gazetteer.Find(address) is { } place
            ? TypedResults.Ok(new Located(place.Address, place.Latitude, place.Longitude, Count(customer)))
            : NoPlace(address);
    }

    private Results<Ok<Route>, ProblemHttpResult> Plan(Journey body, GatewayUser caller)
    {
        if (caller.Client is not { } customer)
        {
            return NoCustomer();
        }

        if (Gazetteer.Find(body.From) is not { } from)
        {
            return NoPlace(body.From);
        }

        if (Gazetteer.Find(body.To) is not { } to)
        {
            return NoPlace(body.To);
        }

        var kilometres = Math.Round(from.KilometresTo(to), 1);
        string[] steps = from == to
            ? [$"Stay in {from.City}"]
            : [$"Leave {from.City} to the {from.DirectionTo(to)}", $"Follow the great circle for {kilometres} km", $"Arrive in {to.City}"];
        return TypedResults.Ok(new Route(from.Address, to.Address, kilometres, steps, Count(customer)));
    }

    private int Count(string customer)
    {
        var today = clock.GetUtcNow().UtcDateTime;
        return calls.AddOrUpdate((customer, new(today.Year, today.Month, 1)), 1, (_, soFar) => soFar + 1);
    }

    private static ProblemHttpResult NoPlace(string address) => Refusal.NotFound($"'{address}' is in no gazetteer of ours.");

    private static ProblemHttpResult NoCustomer() =>
        Refusal.Forbidden("The caller's token names no client, so there is no customer to count for.");

    internal sealed record Located(string Address, double Latitude, double Longitude, int CallsThisMonth);

    internal sealed record Journey(string From, string To);

    internal sealed record Route(string From, string To, double DistanceKm, string[] Steps, int CallsThisMonth);
}
