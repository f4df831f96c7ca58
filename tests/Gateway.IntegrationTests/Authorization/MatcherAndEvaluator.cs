using System.Text;
using System.Text.Json;
using Gateway.Authentication;
using Gateway.Authorization;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Testing.Policies;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Answers cases of one policy without a server, by the parts that the command line is made of.</summary>
internal sealed class MatcherAndEvaluator : IDisposable
{
    private readonly RouteTable table;
    private readonly RequestMatcher matcher;

    public MatcherAndEvaluator(string routes)
    {
        table = RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(routes), new RoutesEnvironment("Development", _ => null)).Table!;
        matcher = new RequestMatcher(table);
    }

    public async Task<PolicyAnswer> AnswerAsync(PolicyCase asked)
    {
        switch (await matcher.MatchAsync(asked.Request.Method, asked.Request.Path))
        {
            case RequestMatch.Found { Operation: var operation }:
                return Refused(operation, asked) is { } refused
                    ? new PolicyAnswer(refused.Refusal.Status, refused.Refusal.Code, PolicyAnswer.List(refused.Missing), "", "", operation.Id)
                    : new PolicyAnswer(200, "", "", "", operation.Api.Name, operation.Id);
            case RequestMatch.NoSuchMethod { Allow: var allow } when asked.Request.Method == "OPTIONS":
                return new PolicyAnswer(204, "", "", PolicyAnswer.List(allow), "", "");
            case RequestMatch.NoSuchMethod { Allow: var allow }:
                return new PolicyAnswer(Refusal.MethodNotAllowed.Status, Refusal.MethodNotAllowed.Code, "", PolicyAnswer.List(allow), "", "");
            default:
                return new PolicyAnswer(Refusal.NotFound.Status, Refusal.NotFound.Code, "", "", "", "");
        }
    }

    public void Dispose() => matcher.Dispose();

    private Problem? Refused(Operation operation, PolicyCase asked) => Evaluator.Decide(operation, Token(asked), asked.Now).Refused;

    private TokenResult Token(PolicyCase asked)
    {
        if (asked.Token is not { } token)
        {
            return new TokenResult.None();
        }

        // No signature is looked at here, so which tokens are no good is taken as given.
        if (token.Flaw != TokenFlaw.None || table.Issuers.FirstOrDefault(issuer => issuer.Identifier == token.Issuer.Identifier) is not { } issuer)
        {
            return new TokenResult.Refused(Problem.Of(TokenFault.Malformed));
        }

        var payload = JsonElement.Parse(token.Payload(asked.Now).ToJsonString());
        return CallerReader.Read(issuer, payload, out var caller) is { } fault ? new TokenResult.Refused(Problem.Of(fault)) : new TokenResult.Verified(caller);
    }
}
