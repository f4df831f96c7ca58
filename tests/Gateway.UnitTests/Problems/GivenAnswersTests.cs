using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Problems;

public sealed class GivenAnswersTests
{
    private const string Gateway = "https://api.example.com";

    private static readonly ImmutableArray<ImmutableArray<string>> OfWrite = [["write"]];

    private readonly GivenAnswers answers = new();
    private readonly Api api = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\"")).Apis[0];

    [Fact]
    public void An_answer_that_was_given_is_given_again()
    {
        var first = answers.To(Lacking("write"), Gateway, api);
        Assert.Same(first, answers.To(Lacking("write"), Gateway, api));
    }

    [Fact]
    public void Each_problem_at_each_gateway_and_API_has_its_own_also_when_it_comes_between_others()
    {
        Problem[] problems =
        [
            .. Refusal.All.Select(refusal => new Problem(refusal)),
            .. TokenFault.All.Select(Problem.Of),
            Lacking("write"),
            Lacking("write") with { Missing = ["write"] },
            Lacking("write") with { Required = [["write"], ["admin"]] },
            Lacking("write") with { ChallengeScopes = ["write", "admin"] },
            Lacking("admin"),
            new(Refusal.RateLimited) { RetryAfterSeconds = 1 },
            new(Refusal.RateLimited) { RetryAfterSeconds = 2 },
            new(Refusal.InsufficientUserAuthentication) { MaxAgeSeconds = 300 },
            new(Refusal.InsufficientUserAuthentication) { AcrValues = ["urn:example:mfa"] },
        ];
        for (var round = 0; round < 3; round++)
        {
            foreach (var problem in problems)
            {
                foreach (var gateway in (string[])[Gateway, "http://localhost:8080", new string('a', 4000)])
                {
                    AssertLikeTheLongWay(problem, gateway, api);
                    AssertLikeTheLongWay(problem, gateway, null);
                    AssertLikeTheLongWay(problem, gateway, api with { Prefix = "/other" });
                }
            }
        }
    }

    [Fact]
    public void For_a_host_longer_than_any_nothing_is_kept()
    {
        var host = new string('a', GivenAnswers.GatewayLengthMax + 1);
        Assert.NotSame(answers.To(Lacking("write"), host, api), answers.To(Lacking("write"), host, api));
    }

    [Fact]
    public void The_id_of_a_request_is_the_last_member_whatever_is_in_it()
    {
        var answer = answers.To(new Problem(Refusal.NotFound), Gateway, null);
        Assert.EndsWith(",\"code\":\"not_found\",\"request_id\":\"0HNB:1\"}", Encoding.UTF8.GetString(answer.BodyFor("0HNB:1")), StringComparison.Ordinal);
        var odd = JsonElement.Parse(answer.BodyFor("\"}\\\u00e9"));
        Assert.Equal("\"}\\\u00e9", odd.GetProperty("request_id").GetString());
    }

    private void AssertLikeTheLongWay(Problem problem, string gateway, Api? api)
    {
        var given = answers.To(problem, gateway, api);
        var made = ProblemAnswer.To(problem, ProblemLinks.For(problem.Refusal, gateway, api));
        Assert.Equal(made.Status, given.Status);
        Assert.Equal(made.Headers.AsEnumerable(), given.Headers);
        Assert.Equal(made.Body.ToArray(), given.Body.ToArray());
    }

    /// <summary>As a rule has it: its scopes are one array, however often it refuses.</summary>
    private static Problem Lacking(string scope) => new(Refusal.InsufficientScope)
    {
        Detail = $"The token lacks {scope}",
        Required = scope == "write" ? OfWrite : [[scope]],
    };
}
