using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// The hours employees worked. A user sees and deletes his own timesheets, a manager sees everybody's, the payroll machine hands in
/// for the employee it names, and nobody approves his own.
/// </summary>
internal sealed class TimesheetsService
{
    private const string Roles = "https://example.com/roles";
    private const decimal HoursInAWeek = 7 * 24;

    private readonly ConcurrentDictionary<int, Timesheet> sheets = new();
    private int lastId = 3;

    private TimesheetsService(DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        sheets[1] = new(1, "alice", monday.AddDays(-14), 38.5m, HandedInBy: "timesheets-web", ApprovedBy: "mark");
        sheets[2] = new(2, "mark", monday.AddDays(-7), 40m, HandedInBy: "timesheets-web", ApprovedBy: null);
        sheets[3] = new(3, "alice", monday.AddDays(-7), 41.25m, HandedInBy: "timesheets-web", ApprovedBy: null);
    }

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new TimesheetsService(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        // approve:timesheets implies read:timesheets in the routes file, and the token need not say both: reading asks for no scope here.
        app.MapGet("/", service.List).WithName("listTimesheets")
            .WithSummary("The caller's timesheets; everybody's for a manager.");
        app.MapGet("/{id:int}", service.Read).WithName("getTimesheet").ProducesProblem(404)
            .WithSummary("One timesheet.");
        app.MapPost("/", service.HandIn).RequireScope("create:timesheets").WithName("createTimesheet")
            .WithSummary("Hand in a timesheet: a user his own, a machine for the employee it names.");
        app.MapDelete("/{id:int}", service.Delete).RequireScope("delete:timesheets").WithName("deleteTimesheet").ProducesProblem(404)
            .WithSummary("Delete one of the caller's own timesheets.");
        app.MapPost("/{id:int}/approve", service.Approve).RequireScope("approve:timesheets").WithName("approveTimesheet")
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Approve somebody else's timesheet.");
        app.MapGet("/whoami", WhoAmI).WithName("whoAmI")
            .WithSummary("What the gateway told this service about the caller.");
    }

    private Ok<Timesheet[]> List(GatewayUser user) =>
        TypedResults.Ok(sheets.Values.Where(sheet => IsSeenBy(user, sheet)).OrderBy(sheet => sheet.Id).ToArray());

    private Results<Ok<Timesheet>, ProblemHttpResult> Read(int id, GatewayUser user) =>
        Find(id, user) is { } sheet ? TypedResults.Ok(sheet) : NoSheet(id);

    private Results<Created<Timesheet>, ValidationProblem, ProblemHttpResult> HandIn(NewTimesheet body, GatewayUser user)
    {
        if (body.Hours is <= 0 or > HoursInAWeek)
        {
            return Refusal.Invalid("hours", $"A week has more than 0 and at most {HoursInAWeek} hours.");
        }

        if (user.IsMachine && string.IsNullOrWhiteSpace(body.Employee))
        {
            return Refusal.Invalid("employee", "A machine names the employee it hands in for.");
        }

        if ((user.IsMachine ? body.Employee : user.Subject) is not { } owner)
        {
            return Refusal.NoSubject();
        }

        if (body.Employee is { } employee && employee != owner)
        {
            return Refusal.Forbidden("A user hands in his own timesheets only.");
        }

        var id = Interlocked.Increment(ref lastId);
        var sheet = sheets[id] = new(id, owner, body.Week, body.Hours, user.Client, ApprovedBy: null);
        return TypedResults.Created((string?)null, sheet);
    }

    private Results<NoContent, ProblemHttpResult> Delete(int id, GatewayUser user)
    {
        if (Find(id, user) is not { } sheet)
        {
            return NoSheet(id);
        }

        if (sheet.Owner != user.Subject)
        {
            return Refusal.Forbidden("A manager sees everybody's timesheets, but deletes only his own.");
        }

        return sheets.TryRemove(id, out _) ? TypedResults.NoContent() : NoSheet(id);
    }

    private Results<Ok<Timesheet>, ProblemHttpResult> Approve(int id, GatewayUser user)
    {
        if (Find(id, user) is not { } sheet)
        {
            return NoSheet(id);
        }

        if (sheet.Owner == user.Subject)
        {
            return Refusal.Forbidden("Nobody approves his own timesheet.");
        }

        if (user.Subject is null)
        {
            return Refusal.NoSubject();
        }

        // The update fails when somebody else approved or deleted the sheet since it was found.
        var approved = sheet with { ApprovedBy = user.Subject };
        return sheet.ApprovedBy is null && sheets.TryUpdate(id, approved, sheet)
            ? TypedResults.Ok(approved)
            : Refusal.Conflict($"Timesheet {id} is not waiting for approval any more.");
    }

    private static Ok<Told> WhoAmI(HttpRequest request, GatewayUser user) => TypedResults.Ok(new Told(
        request.Headers
            .Where(header => header.Key.StartsWith(ClaimHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            .Where(header => !header.Key.Equals(ClaimHeaders.Assertion, StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .ToDictionary(header => header.Key, header => header.Value.ToString()),
        user.Claims,
        request.Headers.ContainsKey(ClaimHeaders.Assertion),
        request.Headers.ContainsKey("Authorization")));

    private Timesheet? Find(int id, GatewayUser user) =>
        sheets.TryGetValue(id, out var sheet) && IsSeenBy(user, sheet) ? sheet : null;

    private static bool IsSeenBy(GatewayUser user, Timesheet sheet) =>
        sheet.Owner == user.Subject || user.Values(Roles).Contains("manager");

    private static ProblemHttpResult NoSheet(int id) => Refusal.NotFound($"The caller has no timesheet {id}.");

    internal sealed record Timesheet(int Id, string Owner, DateOnly Week, decimal Hours, string? HandedInBy, string? ApprovedBy);

    /// <summary>Employee may be left out by a user: it is himself.</summary>
    internal sealed record NewTimesheet(DateOnly Week, decimal Hours, string? Employee = null);

    /// <summary>
    /// Plain headers as they arrived, the claims decoded, whether an assertion came (which is a credential, and not to be told), and
    /// whether a token came along, which it should not.
    /// </summary>
    internal sealed record Told(Dictionary<string, string> Headers, JsonElement Claims, bool AssertionArrived, bool AuthorizationArrived);
}
