using System.Text;
using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Testing.Policies;
using Gateway.Tools.Explain;
using Gateway.Tools.PolicyTests;
using Microsoft.AspNetCore.Builder;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Answers cases of one policy as the verbs <c>explain</c> and <c>test</c> do, once they have read their arguments and files.</summary>
internal sealed class Verbs : IAsyncDisposable
{
    private readonly RouteTable table;
    private readonly WebApplication parts;
    private readonly Explainer explainer;
    private readonly RequestMatcher matcher;

    public Verbs(string routes, TimeProvider clock)
    {
        table = RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(routes), new RoutesEnvironment("Development", _ => null)).Table!;
        parts = GatewayParts.Of(table, clock);
        explainer = new Explainer(table, parts.Services, clock);
        matcher = new RequestMatcher(table);
    }

    public async Task<PolicyAnswer> ExplainAsync(PolicyCase asked)
    {
        var call = Call.Parse(asked.Request.Method, asked.Request.Path)!;
        var explanation = await explainer.ExplainAsync(call, _ => Task.FromResult(Present(asked)));
        return explanation switch
        {
            { Unmatched: { } none } => new PolicyAnswer(none.Status, none.Code ?? "", "", PolicyAnswer.List(none.Allow), "", ""),
            { Decision: { Allowed: true } yes } => new PolicyAnswer(200, "", "", "", explanation.ServiceSees!.Api, yes.Operation),
            { Decision: { } no } => new PolicyAnswer(no.Status!.Value, no.Code, PolicyAnswer.List(no.Missing), "", "", no.Operation),
            _ => throw new InvalidOperationException("An explanation of nothing."),
        };
    }

    public async Task<PolicyAnswer> TestAsync(PolicyCase asked)
    {
        var test = new PolicyTest(Persona(asked), asked.Request.Method, asked.Request.Path, new Expectation(null, null, null), null, "");
        var got = await Outcome.OfAsync(test, matcher, asked.Now);
        return got.Allowed
            ? new PolicyAnswer(200, "", "", "", got.Operation!.Api.Name, got.Operation.Id)
            : new PolicyAnswer(got.Status!.Value, got.Code ?? "", PolicyAnswer.List(got.Missing), null, "", got.Operation?.Id ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        explainer.Dispose();
        matcher.Dispose();
        await parts.DisposeAsync();
    }

    private Presented Present(PolicyCase asked) =>
        asked.Token is not { } token ? Presented.Nothing
        : IssuerOf(token) is null ? Presented.Of(CallerBasis.Hypothetical, new TokenResult.Refused(Problem.Of(TokenFault.Malformed)), [], null)
        : new ExplainQuestion(asked.Request.Method, asked.Request.Path, Claims: Payload(asked)).Present(table, asked.Now);

    /// <summary>Every claim of the token is one of the persona's.</summary>
    private Persona Persona(PolicyCase asked) =>
        asked.Token is not { } token ? new Persona("nobody")
        : IssuerOf(token) is not { } issuer ? new Persona("somebody", Fault: TokenFault.Malformed)
        : new Persona("somebody", new PersonaToken(
            issuer, "", "", null, [], [.. Payload(asked).EnumerateObject().Select(claim => KeyValuePair.Create(claim.Name, claim.Value))], null, null));

    /// <summary>Null for a token that is no good: neither verb looks at a signature here, so which these are is taken as given.</summary>
    private Issuer? IssuerOf(PolicyToken token) =>
        token.Flaw == TokenFlaw.None ? table.Issuers.FirstOrDefault(issuer => issuer.Identifier == token.Issuer.Identifier) : null;

    private static JsonElement Payload(PolicyCase asked) => JsonElement.Parse(asked.Token!.Payload(asked.Now).ToJsonString());
}
