using System.Text.Json;
using Gateway.Authentication.Revocation;
using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.Explain;

/// <summary>
/// <c>POST /explain</c> on the admin listener: a hypothetical call, explained by the policy in force. It takes claims and never a token; what
/// is asked is not logged.
/// </summary>
internal static class ExplainEndpoint
{
    public static void MapExplain(this IEndpointRouteBuilder admin, IServiceProvider gateway) =>
        admin.MapPost("/explain", (HttpContext context) => AnswerAsync(context, gateway));

    private static async Task AnswerAsync(HttpContext context, IServiceProvider gateway)
    {
        var table = gateway.GetRequiredService<RoutesInForce>().Table;
        var (question, mistake) = await ReadAsync(context);
        if ((mistake ?? question!.WhyNot(table)) is { } why)
        {
            await ProblemWriter.WriteAsync(context, new Problem(Refusal.BadRequest) { Detail = why });
            return;
        }

        var explanation = await ExplainAsync(question!, table, gateway);
        await StableJson.WriteAsync(context, explanation.Parts);
    }

    private static async Task<Explanation> ExplainAsync(ExplainQuestion question, RouteTable table, IServiceProvider gateway)
    {
        var now = question.At ?? gateway.GetRequiredService<TimeProvider>().GetUtcNow();
        using var explainer = new Explainer(table, gateway, new StillClock(now));
        return await explainer.ExplainAsync(question.Call!, _ => Task.FromResult(Present(question, table, now, gateway)));
    }

    private static Presented Present(ExplainQuestion question, RouteTable table, DateTimeOffset now, IServiceProvider gateway)
    {
        var presented = question.Present(table, now);
        var revocations = gateway.GetRequiredService<Revocations>();
        return presented.Result is TokenResult.Verified { Caller: var caller } && revocations.Check(caller) is { } revoked
            ? presented.Revoked(revoked)
            : presented;
    }

    private static async Task<(ExplainQuestion? Question, string? Mistake)> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = new StreamReader(context.Request.Body);
            return (StableJson.ReadQuestion<ExplainQuestion>(await body.ReadToEndAsync(context.RequestAborted)), null);
        }
        catch (BadHttpRequestException)
        {
            return (null, "The body is too large, or broke off.");
        }
        catch (JsonException)
        {
            return (null, "The body is one JSON object of method, path, claims, scopes, client, subject, caller, issuer and at.");
        }
    }
}
