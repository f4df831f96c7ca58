using System.CommandLine;
using Gateway.Authentication.Introspection;
using Gateway.Routes;

namespace Gateway.Tools.Inspect;

/// <summary><c>Gateway inspect [FILE]</c>: what a token says, and what this policy would make of it, without verifying anything or asking anyone.</summary>
internal sealed class InspectCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> file = new("FILE")
    {
        Description = "The file with the token; - or nothing is stdin.",
        DefaultValueFactory = _ => "-",
    };

    private readonly PolicyOptions options;

    private InspectCommand(Command verb, Terminal terminal)
    {
        this.terminal = terminal;
        verb.Arguments.Add(file);
        options = PolicyOptions.AddTo(verb);
        verb.SetAction((line, _) => RunAsync(line));
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("inspect", "Decode a token here, and say what of it fits the routes file. Nothing is verified, and nobody is asked.");
        _ = new InspectCommand(verb, terminal);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line)
    {
        if (await SecretInput.ReadTokenAsync("inspect", line.GetValue(file)!, terminal) is not { } token)
        {
            return ExitCode.CannotAnswer;
        }

        RouteTable? table = null;
        if (options.Find(line) is { } routes && (table = PolicyOptions.Read(routes, options.Environment(line), terminal)) is null)
        {
            return ExitCode.CannotAnswer;
        }

        if (OpaqueToken.HasForm(token))
        {
            return WriteOpaque(line, table);
        }

        if (InspectedToken.Read(token, table?.Issuers ?? [], TimeProvider.System.GetUtcNow()) is not { } inspected)
        {
            await terminal.Error.WriteLineAsync("This is no JWT that can be read: three parts between dots, the first two of them JSON objects in base64url.");
            return ExitCode.CannotAnswer;
        }

        if (options.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, inspected);
        }
        else
        {
            InspectionText.Write(inspected, terminal);
        }

        return ExitCode.Yes;
    }

    private int WriteOpaque(ParseResult line, RouteTable? table)
    {
        var asked = table?.Issuers.FirstOrDefault(issuer => issuer.Introspection is not null)?.Name;
        if (options.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Opaque(true, asked));
        }
        else
        {
            terminal.Out.WriteLine("An opaque token: it says nothing by itself, only its issuer knows what it is worth.");
            terminal.Out.WriteLine(asked is null
                ? "The gateway would refuse it: no issuer of a routes file at hand has \"Introspection\"."
                : $"The gateway would ask the issuer {asked} about it.");
        }

        return ExitCode.Yes;
    }

    /// <param name="AskedAt">The issuer that the gateway would ask, by its name in the routes file.</param>
    private sealed record Opaque([property: System.Text.Json.Serialization.JsonPropertyName("opaque")] bool IsOpaque, string? AskedAt);
}
