using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class ImagingTests
{
    private static readonly Caller Archive = Caller.Machine("image-archive");
    private static readonly DateTimeOffset Start = new(2030, 6, 15, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_images_are_listed_oldest_first()
    {
        await using var service = await RunningService.StartAsync("imaging", new SetClock(Start));

        var images = await service.GetAsync("/images", Archive);

        Assert.Equal([1, 3, 4, 2], images.Ids);
        Assert.Equal("2029-04-15T03:00:00+00:00", images.Body[0].GetProperty("takenAt").GetString());
    }

    [Fact]
    public async Task The_archive_deletes_an_image_older_than_six_months_once()
    {
        await using var service = await RunningService.StartAsync("imaging", new SetClock(Start));

        (await service.DeleteAsync("/images/1", Archive)).AssertStatus(HttpStatusCode.NoContent);
        (await service.DeleteAsync("/images/1", Archive)).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal([3, 4, 2], (await service.GetAsync("/images", Archive)).Ids);
    }

    [Fact]
    public async Task A_younger_image_is_kept_and_the_answer_says_until_when()
    {
        await using var service = await RunningService.StartAsync("imaging", new SetClock(Start));

        var refused = await service.DeleteAsync("/images/2", Archive);

        refused.AssertRefused(HttpStatusCode.Conflict);
        Assert.Equal("2030-12-01T03:00:00+00:00", refused["keptUntil"].GetString());
        Assert.Contains("2030-12-01", refused["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal([1, 3, 4, 2], (await service.GetAsync("/images", Archive)).Ids);
    }

    [Fact]
    public async Task An_image_may_go_when_its_six_months_are_over_and_not_a_second_before()
    {
        var clock = new SetClock(Start);
        await using var service = await RunningService.StartAsync("imaging", clock);

        clock.Now = new(2030, 12, 1, 2, 59, 59, TimeSpan.Zero);
        (await service.DeleteAsync("/images/2", Archive)).AssertRefused(HttpStatusCode.Conflict);
        clock.Now += TimeSpan.FromSeconds(1);
        (await service.DeleteAsync("/images/2", Archive)).AssertStatus(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("unknown")]
    public async Task Only_a_machine_deletes_images(string kind)
    {
        await using var service = await RunningService.StartAsync("imaging", new SetClock(Start));
        var caller = new Caller(kind, "mark", "image-archive");

        (await service.DeleteAsync("/images/1", caller)).AssertRefused(HttpStatusCode.Forbidden);
        Assert.Equal([1, 3, 4, 2], (await service.GetAsync("/images", caller)).Ids);
    }
}
