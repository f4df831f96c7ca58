using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class ContactsTests
{
    private static readonly Caller Ana = Caller.User("ana", "calendar-app");

    [Fact]
    public async Task A_user_sees_only_his_own_address_book()
    {
        await using var service = await RunningService.StartAsync("contacts");

        Assert.Equal([1, 2], (await service.GetAsync("/", Ana)).Ids);
        Assert.Equal([3], (await service.GetAsync("/", Caller.User("alice"))).Ids);
        Assert.Empty((await service.GetAsync("/", Caller.User("pat"))).Ids);
    }

    [Fact]
    public async Task An_invitation_answers_with_the_contacts_name_and_who_invited()
    {
        await using var service = await RunningService.StartAsync("contacts");

        var invitation = await service.PostAsync("/1/invitations", Ana);

        invitation.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("Pat Jones", invitation["name"].GetString());
        Assert.Equal("ana", invitation["invitedBy"].GetString());
        Assert.Equal("calendar-app", invitation["invitedByApp"].GetString());
    }

    [Fact]
    public async Task Someone_elses_contact_cannot_be_invited()
    {
        await using var service = await RunningService.StartAsync("contacts");

        (await service.PostAsync("/3/invitations", Ana)).AssertRefused(HttpStatusCode.NotFound);
        (await service.PostAsync("/99/invitations", Ana)).AssertRefused(HttpStatusCode.NotFound);
    }
}
