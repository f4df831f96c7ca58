using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>Organizer's address book. An app reads and invites the contacts of the user it acts for, nobody else's.</summary>
internal sealed class ContactsService
{
    private static readonly Entry[] Entries =
    [
        new("ana", new(1, "Pat Jones", "pat@example.com")),
        new("ana", new(2, "Lee Park", "lee@example.com")),
        new("alice", new(3, "Mark Weber", "mark@example.com")),
    ];

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        app.MapGet("/", List).RequireScope("read:contacts").WithName("listContacts")
            .WithSummary("The user's contacts.");
        app.MapPost("/{id:int}/invitations", Invite).RequireScope("write:calendar", "read:contacts").WithName("inviteContact")
            .ProducesProblem(404)
            .WithSummary("Invite one of the user's contacts.");
    }

    private static Ok<Contact[]> List(GatewayUser user) => TypedResults.Ok(Own(user).ToArray());

    private static Results<Created<Invitation>, ProblemHttpResult> Invite(int id, GatewayUser user) =>
        Own(user).FirstOrDefault(contact => contact.Id == id) is { } contact
            ? TypedResults.Created((string?)null, new Invitation(contact.Id, contact.Name, user.Subject, user.Client))
            : Refusal.NotFound($"The user has no contact {id}.");

    private static IEnumerable<Contact> Own(GatewayUser user) =>
        Entries.Where(entry => entry.Owner == user.Subject).Select(entry => entry.Contact);

    internal sealed record Contact(int Id, string Name, string Email);

    internal sealed record Invitation(int ContactId, string Name, string? InvitedBy, string? InvitedByApp);

    private sealed record Entry(string Owner, Contact Contact);
}
