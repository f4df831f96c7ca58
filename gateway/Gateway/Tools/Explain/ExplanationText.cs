using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Authorization;
using Gateway.Authorization.Shadow;
using Gateway.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Tools.Explain;

/// <summary>An explanation for people: what was decided, step by step, what either side sees, and the cure.</summary>
internal sealed class ExplanationText(Terminal terminal)
{
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int steps;

    public void Write(Explanation explanation)
    {
        WriteOutcome(explanation);
        terminal.Out.WriteLine(explanation.Basis switch
        {
            CallerBasis.Token => "The token was verified with what its issuer says now.",
            CallerBasis.Hypothetical => "The caller is hypothetical: there is no token, and no signature was checked.",
            CallerBasis.NoToken => "The call is made without a token.",
            _ => "This is what was decided then, by the policy of that time.",
        });

        terminal.Out.WriteLine();
        WriteSteps(explanation);
        WriteCandidate(explanation.Decision?.Shadow);
        WriteClientSees(explanation.ClientSees, explanation.Allowed);
        WriteServiceSees(explanation.ServiceSees, explanation.Basis is null);
        if (!explanation.Fix.IsEmpty)
        {
            WriteSection("How to fix it", explanation.Fix);
        }
    }

    private void WriteOutcome(Explanation explanation)
    {
        var outcome = explanation switch
        {
            { Allowed: true } => terminal.Green("allowed"),
            { Decision: { } decision } => terminal.Red($"refused, {decision.Status} {decision.Code}"),
            { Unmatched: { Code: { } code } unmatched } => terminal.Red($"refused, {unmatched.Status} {code}"),
            _ => "answered at the edge",
        };
        terminal.Out.WriteLine($"{explanation.Request}: {outcome}");
    }

    private void WriteSteps(Explanation explanation)
    {
        if (explanation.Unmatched is { } unmatched)
        {
            WriteStep("route", StepOutcome.Fails, unmatched switch
            {
                _ when unmatched.Code == Refusal.AmbiguousPath.Code => "the path can be read in more than one way",
                { Allow.IsEmpty: true } => "no operation has this path",
                _ => $"this path has {string.Join(", ", unmatched.Allow)} only",
            });
            return;
        }

        var decision = explanation.Decision!;
        WriteStep("route", StepOutcome.Holds, $"{decision.Operation} ({decision.Place})");
        foreach (var step in explanation.TokenSteps)
        {
            WriteStep(VerificationSteps.Name(step.Step), step.Outcome, step.Detail);
        }

        // Of a past decision the steps of verification are not known, only what they came to.
        foreach (var step in decision.Steps.Where(step => step.Step != DecisionStep.Token || explanation.TokenSteps.IsEmpty))
        {
            WriteStep(Name(step.Step), step.Outcome, Detail(step, decision));
        }
    }

    private void WriteStep(string name, StepOutcome outcome, string? detail)
    {
        var said = outcome switch
        {
            StepOutcome.Holds => terminal.Green("ok".PadRight(11)),
            StepOutcome.Fails => terminal.Red("FAILS".PadRight(11)),
            StepOutcome.NotAsked => "not asked".PadRight(11),
            _ => "not reached".PadRight(11),
        };
        terminal.Out.WriteLine($"{++steps,3} {name,-16} {said} {detail}".TrimEnd());
    }

    private static string Name(DecisionStep step) => step switch
    {
        DecisionStep.Issuer => "accepted here",
        DecisionStep.SignIn => "sign-in",
        _ => step.ToString().ToLowerInvariant(),
    };

    private static string? Detail(StepRecord step, DecisionRecord decision) => step.Step switch
    {
        DecisionStep.Scopes when step.Outcome is not StepOutcome.NotAsked => Scopes(step.Outcome, decision),
        DecisionStep.Caller when step.Outcome == StepOutcome.Holds => decision.Caller?.Kind.ToString().ToLowerInvariant(),
        DecisionStep.Client when step.Outcome == StepOutcome.Holds => decision.Caller?.Client,
        _ => step.Detail,
    };

    private static string Scopes(StepOutcome outcome, DecisionRecord decision)
    {
        var needs = $"needs {string.Join(", or ", decision.Required.Select(alternative => string.Join(' ', alternative)))}";
        return outcome == StepOutcome.NotReached ? needs
            : $"has {(decision.Granted.IsEmpty ? "none" : string.Join(' ', decision.Granted))}; {needs}"
                + (outcome == StepOutcome.Fails ? $"; missing {string.Join(' ', decision.Missing)}" : "");
    }

    private void WriteCandidate(ShadowRecord? candidate)
    {
        if (candidate is not null)
        {
            terminal.Out.WriteLine(candidate.WouldRefuse
                ? $"    candidate        {terminal.Yellow("would refuse")} it, {candidate.Code}: {candidate.Detail}"
                : "    candidate        would allow it too");
        }
    }

    private void WriteClientSees(ClientSees? client, bool allowed)
    {
        if (client is null)
        {
            if (allowed)
            {
                WriteSection("What the client sees", ["what the service answers"]);
            }

            return;
        }

        WriteSection("What the client sees",
        [
            string.Create(CultureInfo.InvariantCulture, $"{client.Status} {ReasonPhrases.GetReasonPhrase(client.Status)}"),
            .. client.Headers.Select(header => $"{header.Key}: {header.Value}"),
            .. client.Body is { } body ? [JsonSerializer.Serialize(body, AsSent)] : Array.Empty<string>(),
        ]);
    }

    private void WriteServiceSees(ServiceSees? service, bool past)
    {
        if (service is not null)
        {
            WriteSection("What the service sees",
            [
                .. service.Urls.Select(url => $"{service.Method} {url}"),
                .. service.Headers.Select(header => $"{header.Key}: {header.Value}"),
            ]);
        }
        else if (!past)
        {
            WriteSection("What the service sees", ["nothing"]);
        }
    }

    private void WriteSection(string title, IEnumerable<string> lines)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(title);
        foreach (var line in lines)
        {
            terminal.Out.WriteLine($"    {line}");
        }
    }
}
