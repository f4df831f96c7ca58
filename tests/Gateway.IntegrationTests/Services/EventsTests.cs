using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class EventsTests
{
    private static readonly Caller Olga = Caller.User("olga").WithRoles("organizer");
    private static readonly Caller Pat = Caller.User("pat").WithRoles("participant");

    [Fact]
    public async Task An_organizer_changes_the_event_he_created()
    {
        await using var service = await RunningService.StartAsync("events");

        var changed = await service.PutAsync("/1", Olga, new { title = "Open house", start = "2030-05-01T18:00:00Z" });

        changed.AssertStatus(HttpStatusCode.OK);
        Assert.Equal("Open house", changed["title"].GetString());
        Assert.Equal("olga", changed["organizer"].GetString());
    }

    [Fact]
    public async Task An_organizer_cannot_change_an_event_of_another_organizer()
    {
        await using var service = await RunningService.StartAsync("events");
        var lee = Caller.User("lee").WithRoles("organizer");

        (await service.PutAsync("/1", lee, new { title = "Mine", start = "2030-05-01T18:00:00Z" })).AssertRefused(HttpStatusCode.Forbidden);
        (await service.PutAsync("/99", lee, new { title = "Mine", start = "2030-05-01T18:00:00Z" })).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal("Open day", (await service.GetAsync("/", Pat)).Body[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_new_event_belongs_to_who_created_it_whatever_the_body_says()
    {
        await using var service = await RunningService.StartAsync("events");

        var created = await service.PostAsync("/", Olga, new { title = "Concert", start = "2040-05-01T18:00:00Z", organizer = "lee" });

        created.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("olga", created["organizer"].GetString());
        Assert.Equal([1, 2, 3], (await service.GetAsync("/", Pat)).Ids);
    }

    [Fact]
    public async Task An_event_without_a_title_or_an_organizer_is_refused()
    {
        await using var service = await RunningService.StartAsync("events");
        var nobody = new Caller("unknown", Subject: null, Client: "web-app");

        (await service.PostAsync("/", Olga, new { title = "", start = "2040-05-01T18:00:00Z" })).AssertInvalid("title");
        (await service.PutAsync("/1", Olga, new { title = "", start = "2040-05-01T18:00:00Z" })).AssertInvalid("title");
        (await service.PostAsync("/", Olga, new { title = "Concert" })).AssertRefused(HttpStatusCode.BadRequest);
        (await service.PostAsync("/", nobody, new { title = "Concert", start = "2040-05-01T18:00:00Z" }))
            .AssertRefused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_participant_registers_himself_with_the_email_the_gateway_mapped()
    {
        await using var service = await RunningService.StartAsync("events");

        var registration = await service.SendAsync(
            HttpMethod.Post, "/1/registrations", Pat, headers: ("X-User-Email", "pat@example.com"));

        registration.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("pat", registration["participant"].GetString());
        Assert.Equal("pat@example.com", registration["email"].GetString());
    }

    [Fact]
    public async Task Nobody_registers_someone_else()
    {
        await using var service = await RunningService.StartAsync("events");

        var registration = await service.PostAsync("/1/registrations?participant=lee", Pat, new { participant = "lee" });

        registration.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("pat", registration["participant"].GetString());
        Assert.Equal("Null", registration["email"].ValueKind.ToString());
        (await service.PostAsync("/1/registrations", Caller.User("lee"))).AssertStatus(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Registering_twice_for_what_does_not_exist_or_for_nobody_is_refused()
    {
        await using var service = await RunningService.StartAsync("events");
        var nobody = new Caller("unknown", Subject: null, Client: "web-app");

        (await service.PostAsync("/2/registrations", Pat)).AssertRefused(HttpStatusCode.Conflict);
        (await service.PostAsync("/99/registrations", Pat)).AssertRefused(HttpStatusCode.NotFound);
        (await service.PostAsync("/1/registrations", nobody)).AssertRefused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_next_event_is_public_and_tells_only_what_and_when()
    {
        var clock = new SetClock(new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync("events", clock);

        var next = await service.GetAsync("/next", caller: null);

        next.AssertStatus(HttpStatusCode.OK);
        Assert.Equal("""{"title":"Open day","start":"2030-05-15T18:00:00+00:00"}""", next.Body.GetRawText());
    }

    [Fact]
    public async Task The_next_event_is_the_first_that_has_not_begun()
    {
        var clock = new SetClock(new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync("events", clock);

        clock.Now = new(2030, 5, 15, 18, 0, 0, TimeSpan.Zero);
        Assert.Equal("Charity run", (await service.GetAsync("/next", caller: null))["title"].GetString());
        clock.Now = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
        (await service.GetAsync("/next", caller: null)).AssertRefused(HttpStatusCode.NotFound);
    }
}
