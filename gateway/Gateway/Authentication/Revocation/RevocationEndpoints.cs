using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Observability.Auditing;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication.Revocation;

/// <summary>
/// Revocations on the admin listener: <c>GET /revocations</c>, <c>POST /revocations</c>, <c>DELETE /revocations/{id}</c>. An entry of the file
/// is shown here and changed there.
/// </summary>
internal static partial class RevocationEndpoints
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void MapRevocations(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var revocations = gateway.GetRequiredService<Revocations>();
        var own = gateway.GetRequiredService<AdminRevocations>();
        var clock = gateway.GetRequiredService<TimeProvider>();
        var reader = new RevocationReader(gateway.GetRequiredService<RoutesInForce>());
        var audit = gateway.GetRequiredService<AuditLog>();
        var logger = gateway.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Revocations");

        admin.MapGet("/revocations", (HttpContext context) => WriteAsync(
            context, new List([.. revocations.All().Select(one => Shown.Of(one.Entry, one.Source))]), RevocationJson.Default.List));

        admin.MapPost("/revocations", async (HttpContext context) =>
        {
            var now = clock.GetUtcNow();
            var (entry, mistake) = await ReadAsync(context, reader, now);
            if (entry?.Until <= now)
            {
                mistake = "\"until\" has passed";
            }

            if (mistake is not null)
            {
                await ProblemWriter.WriteAsync(context, new Problem(Refusal.BadRequest) { Detail = mistake });
                return;
            }

            if (own.Add(entry!) is not { } inForce)
            {
                var full = $"There are {Revocations.EntriesMax} revocations already; revoke by subject or client, or use \"until\"";
                await ProblemWriter.WriteAsync(context, new Problem(Refusal.Conflict) { Detail = full });
                return;
            }

            LogAdded(logger, inForce.Id, inForce.Kind, inForce.Issuer);
            audit.AddAdmin(context, "revocation_added", new JsonObject
            {
                ["revocation"] = inForce.Id,
                ["kind"] = inForce.Kind.ToString().ToLowerInvariant(),
                ["issuer"] = inForce.Issuer,
            });
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = $"/revocations/{inForce.Id}";
            await WriteAsync(context, Shown.Of(inForce, AdminRevocations.Source), RevocationJson.Default.Shown);
        });

        admin.MapDelete("/revocations/{id}", async (HttpContext context) =>
        {
            var id = (string)context.GetRouteValue("id")!;
            if (own.Remove(id))
            {
                LogRemoved(logger, revocation: id);
                audit.AddAdmin(context, "revocation_removed", new JsonObject { ["revocation"] = id });
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            var elsewhere = revocations.All().FirstOrDefault(one => one.Entry.Id == id).Source;
            await ProblemWriter.WriteAsync(context, elsewhere is null
                ? new Problem(Refusal.NotFound) { Detail = "There is no such revocation" }
                : new Problem(Refusal.Conflict) { Detail = $"This revocation is from the source {elsewhere}; remove it there" });
        });
    }

    private static async Task<(RevocationEntry? Entry, string? Mistake)> ReadAsync(HttpContext context, RevocationReader reader, DateTimeOffset now)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
            return reader.Read(body.RootElement, now);
        }
        catch (BadHttpRequestException)
        {
            return (null, "the body is too large, or broke off");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (null, "the body is not JSON, or has a member twice");
        }
    }

    private static Task WriteAsync<T>(HttpContext context, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type);
    }

    private sealed record List(IReadOnlyList<Shown> Revocations);

    private sealed record Shown(
        string Id, string Source, string Issuer, string? Jti, string? Subject, string? Client, DateTimeOffset? IssuedBefore, DateTimeOffset? Until)
    {
        public static Shown Of(RevocationEntry entry, string source) => new(
            entry.Id,
            source,
            entry.Issuer,
            entry.Kind == RevocationKind.Token ? entry.Value : null,
            entry.Kind == RevocationKind.Subject ? entry.Value : null,
            entry.Kind == RevocationKind.Client ? entry.Value : null,
            entry.IssuedBefore,
            entry.Until);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(List))]
    [JsonSerializable(typeof(Shown))]
    private sealed partial class RevocationJson : JsonSerializerContext;

    // Whom it is about is not logged: the id finds it in the list.
    [LoggerMessage(2033, LogLevel.Warning, "Revocation {Id} made on the admin listener: by {Kind}, issuer {Issuer}")]
    private static partial void LogAdded(ILogger logger, string id, RevocationKind kind, string issuer);

    [LoggerMessage(2034, LogLevel.Warning, "Revocation {Revocation} taken back on the admin listener")]
    private static partial void LogRemoved(ILogger logger, string revocation);
}
