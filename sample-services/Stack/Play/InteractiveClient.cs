using Stack.SignIn;

namespace Stack.Play;

/// <summary>An application that people sign in through, as the authorization server's seeds know it.</summary>
internal sealed record InteractiveClient(string Id, int Port, string? Secret = null)
{
    public static readonly InteractiveClient TimesheetsWeb = new("timesheets-web", 7001);
    public static readonly InteractiveClient EventsWeb = new("events-web", 7002);
    public static readonly InteractiveClient HospitalWeb = new("hospital-web", 7003);
    public static readonly InteractiveClient CalendarApp = new("calendar-app", 7004, "calendar-app-secret");
    public static readonly InteractiveClient TextApp = new("textapp", 7005);
    public static readonly InteractiveClient MyTodos = new("mytodos", 7006);
    public static readonly InteractiveClient BudgetApp = new("budget-app", 7007, "budget-app-secret");

    /// <summary>Nothing listens there: the browser of the scenarios stops at the redirect and reads the code from it.</summary>
    public string RedirectUri => $"http://127.0.0.1:{Port}/callback";

    /// <param name="signIn">Parameters that ask for a better sign-in, as a challenge told them (RFC 9470 section 4).</param>
    public string AuthorizePath(string scope, ProofKey proof, string signIn = "") =>
        "/authorize?response_type=code&code_challenge_method=S256"
        + $"&client_id={Id}&redirect_uri={Uri.EscapeDataString(RedirectUri)}&audience={Uri.EscapeDataString(Tokens.LogicalApi)}"
        + $"&scope={Uri.EscapeDataString(scope)}&code_challenge={proof.Challenge}&state={Guid.NewGuid():N}{signIn}";
}
