using System.Collections.Concurrent;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// The hospital's image store. Images are read by those the gateway lets through, and deleted only by the archive service, a machine,
/// and only six months after they were taken.
/// </summary>
internal sealed class ImagingService
{
    private const int MonthsKept = 6;

    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<int, Image> images = new();

    private ImagingService(TimeProvider clock)
    {
        this.clock = clock;
        var now = clock.GetUtcNow();
        images[1] = Taken(1, "MRI, knee", now.AddMonths(-14));
        images[2] = Taken(2, "X-ray, hand", now.AddDays(-14));
        images[3] = Taken(3, "CT, thorax", now.AddMonths(-7));
        images[4] = Taken(4, "Ultrasound, liver", now.AddMonths(-5));
    }

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new ImagingService(clock);
        app.MapGet("/images", service.List).RequireScope("read:images").WithName("listImages")
            .WithSummary("The images in the store, oldest first.");
        app.MapDelete("/images/{id:int}", service.Delete).RequireScope("delete:images").WithName("deleteImage")
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Delete an image that has been kept for six months.");
    }

    private Ok<Image[]> List() => TypedResults.Ok(images.Values.OrderBy(image => image.TakenAt).ThenBy(image => image.Id).ToArray());

    private Results<NoContent, ProblemHttpResult> Delete(int id, GatewayUser caller)
    {
        if (!caller.IsMachine)
        {
            return Refusal.Forbidden("Images are deleted by the archive service only, never by a person.");
        }

        if (!images.TryGetValue(id, out var image))
        {
            return NoImage(id);
        }

        if (clock.GetUtcNow() < image.KeptUntil)
        {
            return Refusal.Conflict(
                $"Image {id} is kept for {MonthsKept} months, until {image.KeptUntil:yyyy-MM-dd}.", [new("keptUntil", image.KeptUntil)]);
        }

        return images.TryRemove(id, out _) ? TypedResults.NoContent() : NoImage(id);
    }

    private static Image Taken(int id, string study, DateTimeOffset at) => new(id, study, at, at.AddMonths(MonthsKept));

    private static ProblemHttpResult NoImage(int id) => Refusal.NotFound($"There is no image {id}.");

    internal sealed record Image(int Id, string Study, DateTimeOffset TakenAt, DateTimeOffset KeptUntil);
}
