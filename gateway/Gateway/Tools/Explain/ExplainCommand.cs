using System.CommandLine;
using System.Text.Json.Nodes;
using Gateway.Authorization;
using Gateway.Routes;
using Gateway.Tools.PolicyTests;

namespace Gateway.Tools.Explain;

/// <summary><c>Gateway explain METHOD URL</c>, <c>Gateway explain REQUEST_ID</c>: why a call is allowed or refused, and what to do about it.</summary>
internal sealed class ExplainCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> first = new("METHOD") { Description = "GET, POST, …; or, alone, the request_id of a past decision, for --admin." };
    private readonly Argument<string?> url = new("URL") { Arity = ArgumentArity.ZeroOrOne, Description = "What is called: a path, or a whole URL." };
    private readonly CallerOptions caller;
    private readonly PolicyOptions policy;
    private readonly AdminOptions admin;

    private ExplainCommand(Command verb, Terminal terminal)
    {
        this.terminal = terminal;
        verb.Arguments.Add(first);
        verb.Arguments.Add(url);
        caller = CallerOptions.AddTo(verb);
        policy = PolicyOptions.AddTo(verb);
        admin = AdminOptions.AddTo(verb);
        verb.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("explain", "Say why a call is allowed (exit code 0) or refused (1): each step, what client and service see, and the cure.");
        _ = new ExplainCommand(verb, terminal);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        if (line.GetValue(url) is not { } called)
        {
            return await ExplainPastAsync(line.GetValue(first)!, line, cancellation);
        }

        if (await caller.ReadAsync(line.GetValue(first)!, called, line, terminal) is not { } question)
        {
            return ExitCode.CannotAnswer;
        }

        return admin.IsGiven(line) ? await AskAsync(question, line, cancellation) : await ExplainHereAsync(question, line);
    }

    private async Task<int> ExplainHereAsync(ExplainQuestion question, ParseResult line)
    {
        if (policy.File(line, terminal) is not { } file || PolicyOptions.Read(file, policy.Environment(line), terminal) is not { } table)
        {
            return ExitCode.CannotAnswer;
        }

        if (question.WhyNot(table) is { } why)
        {
            return Refuse(why);
        }

        foreach (var unknown in question.UnknownScopes(table))
        {
            terminal.Error.WriteLine($"--scopes: {unknown}");
        }

        var clock = question.At is { } at ? new StillClock(at) : TimeProvider.System;
        await using var gateway = GatewayParts.Of(table, clock);
        if (await PresentAsync(question, file, table, gateway.Services, line) is not { } present)
        {
            return ExitCode.CannotAnswer;
        }

        using var explainer = new Explainer(table, gateway.Services, clock);
        return Say(await explainer.ExplainAsync(question.Call!, present), line);
    }

    /// <summary>How the caller comes about; null, and said why, when it cannot.</summary>
    private async Task<Func<Operation, Task<Presented>>?> PresentAsync(
        ExplainQuestion question, string file, RouteTable table, IServiceProvider gateway, ParseResult line)
    {
        if (caller.TokenFile(line) is { } tokenFile)
        {
            return await SecretInput.ReadTokenAsync("--token-file", tokenFile, terminal) is { } token
                ? operation => new TokenVerification(gateway).PresentAsync(token, operation)
                : null;
        }

        var now = gateway.GetRequiredService<TimeProvider>().GetUtcNow();
        if (caller.Persona(line) is not { } name)
        {
            return _ => Task.FromResult(question.Present(table, now));
        }

        return Find(name, caller.Tests(line) ?? PolicyTestFile.Beside(file), table) is { } persona
            ? _ => Task.FromResult(new HypotheticalCaller(table, now).Taken(persona.TokenAt(now)))
            : null;
    }

    private Persona? Find(string name, string file, RouteTable table)
    {
        var (tests, mistakes) = PolicyTestFileReader.Read(file, table);
        foreach (var mistake in mistakes)
        {
            terminal.Error.WriteLine(mistake);
        }

        var persona = tests?.Personas.FirstOrDefault(one => one.Name == name);
        if (tests is not null && persona is null)
        {
            terminal.Error.WriteLine($"--as {name}: {file} has no such persona; it has {string.Join(", ", tests.Personas.Select(one => one.Name))}.");
        }

        return persona;
    }

    private async Task<int> AskAsync(ExplainQuestion question, ParseResult line, CancellationToken cancellation)
    {
        if (caller.TokenFile(line) is not null || caller.Persona(line) is not null)
        {
            return Refuse("A running gateway is told claims or scopes, never a token or a persona: leave --admin out, or use --claims or --scopes.");
        }

        using var gateway = admin.Open(line, terminal);
        if (gateway is null)
        {
            return ExitCode.CannotAnswer;
        }

        var answer = await gateway.PostAsync<JsonObject>("/explain", question with { Path = question.Call?.WithoutQuery ?? "" }, cancellation);
        return answer.Result is { } document ? Say(Explanation.Of(document.ToJsonString()), line) : Refuse(answer.Why!, answer.ExitCode);
    }

    private async Task<int> ExplainPastAsync(string requestId, ParseResult line, CancellationToken cancellation)
    {
        if (!admin.IsGiven(line))
        {
            return Refuse("A call is a method and a URL, like GET /timesheets/3; a past one is its request_id with --admin URL.");
        }

        using var gateway = admin.Open(line, terminal);
        if (gateway is null)
        {
            return ExitCode.CannotAnswer;
        }

        var answer = await gateway.GetAsync<DecisionRecord>($"/decisions/{Uri.EscapeDataString(requestId)}", cancellation);
        return answer.Result is { } decision
            ? Say(new Explanation($"Request {requestId}", null, [], null, null, new Cures([], null).For(decision)) { Decision = decision }, line)
            : Refuse(answer.Why!, answer.ExitCode);
    }

    private int Say(Explanation explanation, ParseResult line)
    {
        if (explanation.Unreachable is { } unreachable)
        {
            return Refuse(unreachable, ExitCode.Unreachable);
        }

        if (policy.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, explanation.Parts);
        }
        else
        {
            new ExplanationText(terminal).Write(explanation);
        }

        return explanation.Allowed ? ExitCode.Yes : ExitCode.No;
    }

    private int Refuse(string why, int exitCode = ExitCode.CannotAnswer)
    {
        terminal.Error.WriteLine(why);
        return exitCode;
    }
}
