using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class TimesheetsTests
{
    private static readonly Caller Alice = Caller.User("alice");
    private static readonly Caller Mark = Caller.User("mark").WithRoles("manager");
    private static readonly Caller Payroll = Caller.Machine("payroll");

    [Fact]
    public async Task A_user_sees_only_his_own_timesheets()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        Assert.Equal([1, 3], (await service.GetAsync("/", Alice)).Ids);
        Assert.Empty((await service.GetAsync("/", Caller.User("pat"))).Ids);
    }

    [Fact]
    public async Task A_manager_sees_everybodys_timesheets()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        Assert.Equal([1, 2, 3], (await service.GetAsync("/", Mark)).Ids);
        Assert.Equal("alice", (await service.GetAsync("/1", Mark))["owner"].GetString());
    }

    [Fact]
    public async Task Another_role_or_a_manager_in_another_claim_sees_no_more_than_his_own()
    {
        await using var service = await RunningService.StartAsync("timesheets");
        var elsewhere = Alice with { Claims = new() { ["roles"] = "manager" } };

        Assert.Equal([1, 3], (await service.GetAsync("/", Alice.WithRoles("managers", "organizer"))).Ids);
        Assert.Equal([1, 3], (await service.GetAsync("/", elsewhere)).Ids);
    }

    [Fact]
    public async Task A_timesheet_of_someone_else_is_answered_like_one_that_does_not_exist()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.GetAsync("/1", Alice)).AssertStatus(HttpStatusCode.OK);
        (await service.GetAsync("/2", Alice)).AssertRefused(HttpStatusCode.NotFound);
        (await service.GetAsync("/99", Alice)).AssertRefused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_user_hands_in_for_himself_named_or_not()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        var unnamed = await service.PostAsync("/", Alice, new { week = "2026-01-05", hours = 38.5 });
        var named = await service.PostAsync("/", Alice, new { week = "2026-01-12", hours = 40, employee = "alice" });

        unnamed.AssertStatus(HttpStatusCode.Created);
        named.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("alice", unnamed["owner"].GetString());
        Assert.Equal("web-app", unnamed["handedInBy"].GetString());
        Assert.Equal([1, 3, 4, 5], (await service.GetAsync("/", Alice)).Ids);
    }

    [Fact]
    public async Task A_user_cannot_hand_in_for_someone_else_even_as_a_manager()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.PostAsync("/", Alice, new { week = "2026-01-05", hours = 1, employee = "mark" }))
            .AssertRefused(HttpStatusCode.Forbidden);
        (await service.PostAsync("/", Mark, new { week = "2026-01-05", hours = 1, employee = "alice" }))
            .AssertRefused(HttpStatusCode.Forbidden);
        Assert.Equal([1, 2, 3], (await service.GetAsync("/", Mark)).Ids);
    }

    [Fact]
    public async Task The_payroll_machine_hands_in_for_the_employee_it_names()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        var answer = await service.PostAsync("/", Payroll, new { week = "2026-01-05", hours = 38.5, employee = "lee" });

        answer.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("lee", answer["owner"].GetString());
        Assert.Equal("payroll", answer["handedInBy"].GetString());
        Assert.Equal([4], (await service.GetAsync("/", Caller.User("lee"))).Ids);
    }

    [Fact]
    public async Task A_machine_that_names_no_employee_is_refused()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.PostAsync("/", Payroll, new { week = "2026-01-05", hours = 38.5 })).AssertInvalid("employee");
        (await service.PostAsync("/", Payroll, new { week = "2026-01-05", hours = 38.5, employee = " " })).AssertInvalid("employee");
    }

    [Fact]
    public async Task A_token_without_a_subject_hands_in_and_approves_nothing()
    {
        await using var service = await RunningService.StartAsync("timesheets");
        var nobody = new Caller("unknown", Subject: null, Client: "web-app").WithRoles("manager");

        (await service.PostAsync("/", nobody, new { week = "2026-01-05", hours = 8 })).AssertRefused(HttpStatusCode.Forbidden);
        (await service.PostAsync("/3/approve", nobody)).AssertRefused(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(168.5)]
    public async Task Hours_that_no_week_has_are_refused(double hours)
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.PostAsync("/", Alice, new { week = "2026-01-05", hours })).AssertInvalid("hours");
    }

    [Fact]
    public async Task A_body_that_is_not_a_timesheet_is_refused_with_a_problem()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.PostAsync("/", Alice, new { hours = 8 })).AssertRefused(HttpStatusCode.BadRequest);
        (await service.PostAsync("/", Alice, new { week = "soon", hours = 8 })).AssertRefused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_user_deletes_his_own_timesheet_once()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.DeleteAsync("/3", Alice)).AssertStatus(HttpStatusCode.NoContent);
        (await service.DeleteAsync("/3", Alice)).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal([1], (await service.GetAsync("/", Alice)).Ids);
    }

    [Fact]
    public async Task Nobody_deletes_someone_elses_timesheet_a_manager_neither()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.DeleteAsync("/2", Alice)).AssertRefused(HttpStatusCode.NotFound);
        (await service.DeleteAsync("/1", Mark)).AssertRefused(HttpStatusCode.Forbidden);
        Assert.Equal([1, 2, 3], (await service.GetAsync("/", Mark)).Ids);
    }

    [Fact]
    public async Task A_manager_approves_an_employees_timesheet_once()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        var approved = await service.PostAsync("/3/approve", Mark);

        approved.AssertStatus(HttpStatusCode.OK);
        Assert.Equal("mark", approved["approvedBy"].GetString());
        Assert.Equal("mark", (await service.GetAsync("/3", Alice))["approvedBy"].GetString());
        (await service.PostAsync("/3/approve", Mark)).AssertRefused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_approves_his_own_timesheet_and_no_employee_another_ones()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        (await service.PostAsync("/2/approve", Mark)).AssertRefused(HttpStatusCode.Forbidden);
        (await service.PostAsync("/3/approve", Alice)).AssertRefused(HttpStatusCode.Forbidden);
        (await service.PostAsync("/2/approve", Alice)).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal("Null", (await service.GetAsync("/2", Mark))["approvedBy"].ValueKind.ToString());
    }

    [Fact]
    public async Task Whoami_answers_what_the_gateway_told_and_nothing_else()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        var told = await service.SendAsync(
            HttpMethod.Get, "/whoami", Mark, headers: [("gateway-more", "told as well"), ("Gateway-Subject", "mark"), ("X-Gateway-Subject", "admin")]);

        Assert.Equal(
            ["Gateway-Subject", "gateway-more"],
            told["headers"].EnumerateObject().Select(header => header.Name));
        Assert.Equal("mark", told["headers"].GetProperty("Gateway-Subject").GetString());
        Assert.Equal("""{"https://example.com/roles":["manager"]}""", told["claims"].GetRawText());
        Assert.True(told["assertionArrived"].GetBoolean());
        Assert.False(told["authorizationArrived"].GetBoolean());
    }

    [Fact]
    public async Task Whoever_may_approve_may_read_as_the_routes_file_implies()
    {
        await using var service = await RunningService.StartAsync("timesheets");
        var approving = Mark with { Scopes = "approve:timesheets" };

        Assert.Equal([1, 2, 3], (await service.GetAsync("/", approving)).Ids);
        (await service.PostAsync("/3/approve", approving)).AssertStatus(HttpStatusCode.OK);
        (await service.DeleteAsync("/2", approving)).AssertRefused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whoami_tells_that_a_token_arrived_and_never_the_token()
    {
        await using var service = await RunningService.StartAsync("timesheets");

        var told = await service.SendAsync(HttpMethod.Get, "/whoami", Alice, headers: ("Authorization", "Bearer secret-token"));

        Assert.True(told["authorizationArrived"].GetBoolean());
        Assert.DoesNotContain("secret-token", told.Body.GetRawText(), StringComparison.Ordinal);
    }
}
