using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Problems;

namespace Gateway.Documents.ProblemPages;

/// <summary>What a client receives that is refused so: made by what makes the real ones, of made-up scopes.</summary>
internal sealed record ProblemExample(int Status, IReadOnlyDictionary<string, string> Headers, JsonNode Body)
{
    private const string RequestId = "0HNB2Q7V3K1T4:00000002";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string BodyText => Body.ToJsonString(Indented);

    /// <param name="gateway">Where clients see the gateway.</param>
    public static ProblemExample Of(Refusal refusal, string gateway)
    {
        var answer = ProblemAnswer.To(Occurrence(refusal), ProblemLinks.For(refusal, gateway, api: null));
        var headers = answer.Headers.ToDictionary(header => header.Key, header => header.Value);
        if (refusal == Refusal.MethodNotAllowed)
        {
            // Routing has it, not the writer of problems.
            headers["Allow"] = "GET, POST";
        }

        return new(answer.Status, headers, JsonNode.Parse(answer.BodyFor(RequestId))!);
    }

    private static Problem Occurrence(Refusal refusal)
    {
        var problem = new Problem(refusal);
        return refusal == Refusal.NoCredentials ? problem with { Required = [["read:things"]], ChallengeScopes = ["read:things"] }
            : refusal == Refusal.InvalidToken
                ? Problem.Of(TokenFault.Expired) with { Required = [["read:things"]], ChallengeScopes = ["read:things"] }
            : refusal == Refusal.InsufficientScope ? problem with
            {
                Detail = "The token lacks delete:things",
                Required = [["delete:things"]],
                Missing = ["delete:things"],
                ChallengeScopes = ["delete:things"],
            }
            : refusal == Refusal.CallerNotAllowed
                ? problem with { Detail = "This call is open to certain clients only", Required = [["read:things"]] }
            : refusal == Refusal.InsufficientUserAuthentication ? problem with
            {
                Detail = "More recent authentication is required",
                Required = [["delete:things"]],
                ChallengeScopes = ["delete:things"],
                MaxAgeSeconds = 300,
            }
            : problem;
    }
}
