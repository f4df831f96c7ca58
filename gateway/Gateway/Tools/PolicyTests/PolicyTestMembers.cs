using System.Collections.Immutable;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// The members of a file of policy tests and what each is for, in one place: the reader accepts these and no other, and the reference in
/// docs/cli.md and the JSON schema carry the sentences.
/// </summary>
internal static class PolicyTestMembers
{
    public static readonly ImmutableArray<PolicyTestMember> OfFile =
    [
        new("$schema", "For editors; not used otherwise."),
        new("Version", "`1`. Required."),
        new("Personas", "Who calls, by a name of your choice. `null` is somebody without a token. Required."),
        new("Tests", "Calls and their answers."),
        new("Reach", "Persona → all protected operations that it can call, no more and no less. An empty list: none."),
    ];

    public static readonly ImmutableArray<PolicyTestMember> OfPersona =
    [
        new("Issuer", "Whose token it is, by its name in the routes file. Required if that has several."),
        new("Subject", "The token's `sub`. Default: the persona's name."),
        new("Client", "The client that the token was issued to, under the claim that the issuer has for it. Required."),
        new("Caller", "`user` or `machine`. Default: what the token's claims say to the issuer's preset, which may be neither."),
        new("Scopes", "The token's scopes, each one of the catalogue. Default: none."),
        new("Claims", "Further claims of the token, as they are in it."),
        new("Acr", "The token's `acr`: how the user signed in."),
        new("AuthTime", "How long ago the user signed in, like `1m`; the token's `auth_time` is that long before the test."),
        new("Token", "Why the token is refused, instead of all other members: `expired`, `not_yet_valid`, `wrong_audience`, "
            + "`unknown_issuer`, `bad_signature`, `malformed` or `revoked`."),
    ];

    public static readonly ImmutableArray<PolicyTestMember> OfTest =
    [
        new("As", "The persona that calls. Required."),
        new("Request", "Method and path, like `GET /timesheets/3`. Required."),
        new("Expect", "`allow`, or the status of the refusal: `401`, `403`, `404` or `405`. Required."),
        new("Code", "The refusal's code, like `insufficient_scope`. Default: any that has the status."),
        new("Missing", "Exactly the scopes that are missing, beside `403`. Default: whichever."),
        new("Why", "The reason, shown when the test fails."),
    ];

    public static string[] Names(this ImmutableArray<PolicyTestMember> members) => [.. members.Select(member => member.Name)];
}

/// <param name="Meaning">In a sentence, in Markdown.</param>
internal sealed record PolicyTestMember(string Name, string Meaning);
