using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class TasksTests
{
    private static readonly Caller Ana = Caller.User("ana", "mytodos");
    private static readonly Caller Alice = Caller.User("alice", "mytodos");

    [Fact]
    public async Task A_user_sees_adds_and_deletes_his_own_tasks()
    {
        await using var service = await RunningService.StartAsync("tasks");

        var added = await service.PostAsync("/", Ana, new { title = "Buy bread" });
        var deleted = await service.DeleteAsync("/1", Ana);

        added.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("mytodos", added["createdByApp"].GetString());
        deleted.AssertStatus(HttpStatusCode.NoContent);
        Assert.Equal([2, 4], (await service.GetAsync("/", Ana)).Ids);
        Assert.Equal([3], (await service.GetAsync("/", Alice)).Ids);
    }

    [Fact]
    public async Task Someone_elses_task_is_answered_like_one_that_does_not_exist()
    {
        await using var service = await RunningService.StartAsync("tasks");

        (await service.DeleteAsync("/3", Ana)).AssertRefused(HttpStatusCode.NotFound);
        (await service.DeleteAsync("/99", Ana)).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal([3], (await service.GetAsync("/", Alice)).Ids);
    }

    [Fact]
    public async Task A_task_without_a_title_or_an_owner_is_refused()
    {
        await using var service = await RunningService.StartAsync("tasks");
        var nobody = new Caller("unknown", Subject: null, Client: "mytodos");

        (await service.PostAsync("/", Ana, new { title = "  " })).AssertInvalid("title");
        (await service.PostAsync("/", Ana, new { title = (string?)null })).AssertRefused(HttpStatusCode.BadRequest);
        (await service.PostAsync("/", nobody, new { title = "Buy bread" })).AssertRefused(HttpStatusCode.Forbidden);
    }
}
