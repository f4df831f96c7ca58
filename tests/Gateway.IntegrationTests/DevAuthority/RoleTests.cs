namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>Roles only ever take scopes away from what was asked for.</summary>
public sealed class RoleTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string AllOfEvents = "create:events update:events view:events register:events";
    private const string AllOfTimesheets = "read:timesheets create:timesheets delete:timesheets approve:timesheets";

    [Theory]
    [InlineData("olga", "events-web", AllOfEvents, "create:events update:events")]
    [InlineData("pat", "events-web", AllOfEvents, "view:events register:events")]
    [InlineData("alice", "timesheets-web", AllOfTimesheets, "read:timesheets create:timesheets delete:timesheets")]
    [InlineData("mark", "timesheets-web", AllOfTimesheets, AllOfTimesheets)]
    [InlineData("mark", "timesheets-web", "approve:timesheets", "approve:timesheets")] // nothing is added
    [InlineData("lee", "hospital-web", "delete:images", "delete:images")]
    [InlineData("ana", "calendar-app", "write:calendar", "write:calendar")] // no role governs it
    public async Task Granted_is_what_was_asked_for_and_the_roles_hold(string user, string client, string asked, string granted)
    {
        var reply = await authority.TokensAsync(user, client, asked);

        Assert.Equal(granted, reply.Scope);
        Assert.Equal(granted, (await authority.VerifyAsync(reply.AccessToken!)).Claims["scope"]);
    }

    [Theory]
    [InlineData("ana", "events-web", AllOfEvents)]
    [InlineData("olga", "timesheets-web", AllOfTimesheets)]
    [InlineData("pat", "hospital-web", "read:images offline_access")]
    public async Task A_user_who_can_delegate_nothing_of_it_is_refused(string user, string client, string asked)
    {
        var stop = await authority.AnswerAsync(user, client, asked);

        Assert.Equal("access_denied", stop.Answer("error"));
        Assert.Null(stop.Answer("code"));
    }
}
