using System.Collections.Immutable;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>What a test expects: <c>Expect</c>, and <c>Code</c> and <c>Missing</c> where they say more.</summary>
internal sealed class ExpectationEntry(RouteTable table, MistakeList mistakes)
{
    /// <summary>What request, token and policy decide between them. Whatever else a gateway may answer depends on the moment.</summary>
    public static readonly ImmutableArray<Refusal> Refusals =
    [
        Refusal.NoCredentials, Refusal.InvalidToken, Refusal.InsufficientUserAuthentication, Refusal.InsufficientScope,
        Refusal.CallerNotAllowed, Refusal.NotFound, Refusal.MethodNotAllowed,
    ];

    public Expectation? Read(ObjectReader reader, Place place)
    {
        if (reader.Require("Expect", place, "what is answered, \"allow\" or a status like 403") is not { Value: var expect })
        {
            return null;
        }

        var status = StatusOf(expect);
        if (status is null && expect is not JsonText { Value: "allow" })
        {
            mistakes.Add(
                expect.Place,
                PolicyTestMistakeCode.BadExpectation,
                "\"Expect\" has to be \"allow\" or one of the numbers 401, 403, 404 and 405");
            return null;
        }

        return new Expectation(status, ReadCode(reader, status), ReadMissing(reader, status));
    }

    private static int? StatusOf(JsonNode expect) => expect is JsonNumber number
        ? Refusals.FirstOrDefault(refusal => $"{refusal.Status}" == number.Digits)?.Status
        : null;

    private string? ReadCode(ObjectReader reader, int? status)
    {
        var fitting = Refusals.Where(refusal => refusal.Status == status).Select(refusal => refusal.Code).ToImmutableArray();
        var otherwise = status is null
            ? "is the code of a refusal; leave it out where the call is allowed"
            : $"is not the code of a refusal with {status}, which are {Wording.List(fitting)}";
        return new KnownNames(fitting, PolicyTestMistakeCode.BadExpectation, otherwise).Find(reader.Text("Code"), mistakes);
    }

    private ImmutableArray<string>? ReadMissing(ObjectReader reader, int? status)
    {
        if (reader.Find("Missing") is not { } missing)
        {
            return null;
        }

        if (status != Refusal.InsufficientScope.Status)
        {
            mistakes.Add(
                missing.Place,
                PolicyTestMistakeCode.BadExpectation,
                "scopes are \"Missing\" only from a call that is answered 403; leave it out");
        }

        return KnownNames.ScopesOf(table).FindAll(reader.Texts("Missing"), mistakes);
    }
}
