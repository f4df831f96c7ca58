using static Stack.Play.InteractiveClient;

namespace Stack.Play;

/// <summary>
/// What the gateway is for, as calls. For every service at least one that is allowed and one that is refused; then the ways in which a
/// token, a request or a client can be wrong.
/// </summary>
internal static class Scenarios
{
    private static readonly object AWeek = new { week = "2026-01-05", hours = 38.5, employee = "alice" };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("Timesheets", "nobody", "GET", "/timesheets", 401) { Code = "no_credentials" },
        Employee("GET", "/timesheets", 200) with { Why = "an employee has read:timesheets" },
        Employee("POST", "/timesheets/3/approve", 403) with { Code = "insufficient_scope" },
        new("Timesheets", "mark, manager", "POST", "/timesheets/3/approve", 200)
        {
            Token = tokens => tokens.OfUserAsync("mark", TimesheetsWeb, "read:timesheets approve:timesheets"),
            Why = "a manager has approve:timesheets",
        },
        new("Timesheets", "payroll (machine)", "POST", "/timesheets", 201)
        {
            Token = tokens => tokens.OfMachineAsync("payroll"),
            Body = AWeek,
            Why = "the nightly upload has create:timesheets",
        },
        new("Timesheets", "payroll (machine)", "DELETE", "/timesheets/1", 403)
        {
            Token = tokens => tokens.OfMachineAsync("payroll"),
            Code = "insufficient_scope",
        },

        new("Organizer", "ana through CalendarApp", "GET", "/calendar/events", 200)
        {
            Token = tokens => tokens.OfUserAsync("ana", CalendarApp, "read:calendar"),
            Why = "ana consented to read:calendar",
        },
        new("Organizer", "ana through CalendarApp", "POST", "/calendar/events", 403)
        {
            Token = tokens => tokens.OfUserAsync("ana", CalendarApp, "read:calendar"),
            Body = new { title = "Lunch", start = "2026-06-01T12:00:00Z", end = "2026-06-01T13:00:00Z" },
            Code = "insufficient_scope",
        },
        new("No consent", "ana through CalendarApp", "GET", "/contacts", 403)
        {
            Token = tokens => tokens.OfUserAsync("ana", CalendarApp, "read:calendar"),
            Code = "insufficient_scope",
        },
        new("Organizer", "ana through CalendarApp", "POST", "/contacts/1/invitations", 201)
        {
            Token = tokens => tokens.OfUserAsync("ana", CalendarApp, "write:calendar read:contacts"),
            Why = "she consented to both scopes that it needs",
        },
        new("Organizer", "ana through TextApp.io", "GET", "/contacts", 200)
        {
            Token = tokens => tokens.OfUserAsync("ana", TextApp, "read:contacts"),
            Why = "she consented to read:contacts",
        },
        new("Organizer", "ana through TextApp.io", "POST", "/contacts/1/invitations", 403)
        {
            Token = tokens => tokens.OfUserAsync("ana", TextApp, "read:contacts"),
            Code = "insufficient_scope",
        },
        new("Organizer", "ana through MyTodos.io", "GET", "/tasks", 200)
        {
            Token = tokens => tokens.OfUserAsync("ana", MyTodos, "read:tasks"),
            Why = "she consented to read:tasks",
        },
        new("Organizer", "ana through MyTodos.io", "POST", "/tasks", 403)
        {
            Token = tokens => tokens.OfUserAsync("ana", MyTodos, "read:tasks"),
            Body = new { title = "Buy milk" },
            Code = "insufficient_scope",
        },

        new("World Mappers", "route-planner (machine)", "GET", "/geocoding/coordinates?address=Lima", 200)
        {
            Token = tokens => tokens.OfMachineAsync("route-planner"),
            Why = "a customer's server has read:geocoding",
        },
        new("World Mappers", "route-planner (machine)", "POST", "/routes", 200)
        {
            Token = tokens => tokens.OfMachineAsync("route-planner"),
            Body = new { from = "Lima", to = "Tokyo" },
            Why = "and plan:routes",
        },
        new("World Mappers", "payroll (machine)", "POST", "/routes", 403)
        {
            Token = tokens => tokens.OfMachineAsync("payroll"),
            Body = new { from = "Lima", to = "Tokyo" },
            Code = "insufficient_scope",
        },

        new("Bank", "ana through BudgetApp", "GET", "/accounts/ana-1/balance", 200)
        {
            Token = tokens => tokens.OfUserAsync("ana", BudgetApp, "read:balance"),
            Why = "she consented to read:balance",
        },
        new("Bank", "ana through BudgetApp", "POST", "/accounts/ana-1/transfers", 403)
        {
            Token = tokens => tokens.OfUserAsync("ana", BudgetApp, "read:balance"),
            Body = new { to = "alice-1", amount = 25 },
            Code = "insufficient_scope",
        },
        new("Password only", "ana through BudgetApp", "POST", "/accounts/ana-1/transfers", 401)
        {
            Token = tokens => tokens.OfUserAsync("ana", BudgetApp, "read:balance transfer:funds"),
            Body = new { to = "alice-1", amount = 25 },
            Code = "insufficient_user_authentication",
        },
        new("Step-up", "ana through BudgetApp", "POST", "/accounts/ana-1/transfers", 201)
        {
            Token = tokens => tokens.OfUserAsync("ana", BudgetApp, "read:balance transfer:funds", "&acr_values=urn:example:mfa&max_age=300"),
            Body = new { to = "alice-1", amount = 25 },
            Why = "she signed in again, with a one-time code",
        },

        new("Events", "olga, organizer", "POST", "/events", 201)
        {
            Token = tokens => tokens.OfUserAsync("olga", EventsWeb, AllOfEvents),
            Body = new { title = "Summer party", start = "2026-07-01T18:00:00Z" },
            Why = "an organizer has create:events",
        },
        new("Role limits", "pat, participant", "POST", "/events", 403)
        {
            Token = tokens => tokens.OfUserAsync("pat", EventsWeb, AllOfEvents),
            Body = new { title = "Pat's party", start = "2026-07-01T18:00:00Z" },
            Code = "insufficient_scope",
        },
        new("Events", "pat, participant", "POST", "/events/1/registrations", 201)
        {
            Token = tokens => tokens.OfUserAsync("pat", EventsWeb, AllOfEvents),
            Why = "a participant has register:events",
        },
        new("Public", "nobody", "GET", "/events/next", 200) { Why = "the operation is public" },

        new("Hospital", "image-archive (machine)", "DELETE", "/imaging/images/1", 204)
        {
            Token = tokens => tokens.OfMachineAsync("image-archive"),
            Why = "the archive service has delete:images",
        },
        new("Users kept out", "lee, doctor", "DELETE", "/imaging/images/3", 403)
        {
            Token = tokens => tokens.OfUserAsync("lee", HospitalWeb, "read:images delete:images"),
            Code = "caller_not_allowed",
        },
        new("Client not listed", "image-viewer (machine)", "DELETE", "/imaging/images/3", 403)
        {
            Token = tokens => tokens.OfMachineAsync("image-viewer"),
            Code = "caller_not_allowed",
        },

        new("Expired", "short-lived (machine)", "GET", "/geocoding/coordinates?address=Lima", 401)
        {
            Token = tokens => tokens.OfMachineAsync("short-lived"),
            Code = "invalid_token",
        },
        new("Wrong audience", "route-planner (machine)", "GET", "/geocoding/coordinates?address=Lima", 401)
        {
            Token = tokens => tokens.OfMachineAsync("route-planner", "https://other.example.com"),
            Code = "invalid_token",
        },
        new("No JWT", "route-planner (machine)", "GET", "/geocoding/coordinates?address=Lima", 401)
        {
            Token = tokens => tokens.OfMachineAsync("route-planner", "https://opaque.example.com"),
            Code = "invalid_token",
        },
        new("Two credentials", "alice", "GET", "/timesheets?access_token=x", 400)
        {
            Token = Alice,
            Code = "invalid_request",
        },
        new("Unknown path", "alice", "GET", "/payslips", 404) { Token = Alice, Code = "not_found" },
        new("Unknown method", "alice", "PATCH", "/timesheets", 405) { Token = Alice, Code = "method_not_allowed" },
        new("Spoofed headers", "alice posing as mark", "GET", "/timesheets/whoami", 200)
        {
            Token = Alice,
            Headers = [("Gateway-Subject", "mark"), ("gateway_subject", "mark"), ("Gateway.Caller", "machine")],
            Holds = told => told.GetProperty("headers").GetProperty("Gateway-Subject").GetString() == "alice"
                && !told.GetRawText().Contains("mark", StringComparison.Ordinal),
            Why = "the service was told alice, and nothing of mark",
        },
        new("Around the gateway", "nobody posing as mark", "GET", "/", 401)
        {
            Service = "timesheets",
            Headers =
            [
                ("Gateway-Subject", "mark"), ("Gateway-Client", "timesheets-web"), ("Gateway-Caller", "user"),
                ("Gateway-Scopes", "read:timesheets approve:timesheets"), ("Gateway-Issuer", "http://127.0.0.1:9000"),
            ],
            Code = "no_assertion",
        },
    ];

    private const string AllOfEvents = "create:events update:events view:events register:events";

    private static Task<string> Alice(Tokens tokens) => tokens.OfUserAsync("alice", TimesheetsWeb, "read:timesheets approve:timesheets");

    private static Scenario Employee(string method, string path, int status) => new("Timesheets", "alice, employee", method, path, status) { Token = Alice };
}
