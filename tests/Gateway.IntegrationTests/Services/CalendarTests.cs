using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class CalendarTests
{
    private static readonly Caller Ana = Caller.User("ana", "calendar-app");
    private static readonly object Lunch = new { title = "Lunch", start = "2030-05-01T12:00:00Z", end = "2030-05-01T13:00:00Z" };

    [Fact]
    public async Task A_user_sees_only_his_own_events()
    {
        await using var service = await RunningService.StartAsync("calendar");

        Assert.Equal([1, 2, 3], (await service.GetAsync("/events", Ana)).Ids);
        Assert.Equal([4], (await service.GetAsync("/events", Caller.User("alice"))).Ids);
        Assert.Empty((await service.GetAsync("/events", Caller.Machine("calendar-app"))).Ids);
    }

    [Fact]
    public async Task An_event_remembers_the_app_that_added_it()
    {
        await using var service = await RunningService.StartAsync("calendar");

        var added = await service.PostAsync("/events", Caller.User("ana", "textapp"), Lunch);

        added.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("textapp", added["createdByApp"].GetString());
        Assert.Equal([1, 2, 3, 5], (await service.GetAsync("/events", Ana)).Ids);
        Assert.Equal([4], (await service.GetAsync("/events", Caller.User("alice"))).Ids);
    }

    [Fact]
    public async Task An_event_without_a_title_or_that_ends_before_it_starts_is_refused()
    {
        await using var service = await RunningService.StartAsync("calendar");

        (await service.PostAsync("/events", Ana, new { title = "", start = "2030-05-01T12:00:00Z", end = "2030-05-01T13:00:00Z" }))
            .AssertInvalid("title");
        (await service.PostAsync("/events", Ana, new { title = "Lunch", start = "2030-05-01T12:00:00Z", end = "2030-05-01T12:00:00Z" }))
            .AssertInvalid("end");
        Assert.Equal([1, 2, 3], (await service.GetAsync("/events", Ana)).Ids);
    }

    [Fact]
    public async Task A_token_without_a_subject_adds_no_event()
    {
        await using var service = await RunningService.StartAsync("calendar");
        var nobody = new Caller("unknown", Subject: null, Client: "calendar-app");

        (await service.PostAsync("/events", nobody, Lunch)).AssertRefused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Free_busy_joins_what_overlaps_and_tells_no_titles()
    {
        var noon = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await using var service = await RunningService.StartAsync("calendar", new SetClock(noon));

        var busy = (await service.GetAsync("/free-busy", Ana)).Body;

        Assert.Equal(
            [
                """{"from":"2030-05-02T09:00:00+00:00","to":"2030-05-02T10:00:00+00:00"}""",
                """{"from":"2030-05-03T13:00:00+00:00","to":"2030-05-03T16:00:00+00:00"}""",
            ],
            busy.EnumerateArray().Select(stretch => stretch.GetRawText()));
    }
}
