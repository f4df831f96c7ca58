using System.CommandLine;
using System.Text;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>
/// <c>Gateway import --from KIND FILE</c>: a routes file out of what people have. What cannot be carried over is listed, on stderr and in the
/// file; where it is not known what an operation needs, the file does not load before a person has said so.
/// </summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "import", "Make a routes file of another program's configuration, and list what cannot be carried over. Exit code 1 when there is any.");
        var kind = new Option<string>("--from")
        {
            Description = "What the file is: yarp, ocelot or openapi (version 3, as JSON).",
            HelpName = "yarp|ocelot|openapi",
            Required = true,
        };
        kind.AcceptOnlyFromAmong("yarp", "ocelot", "openapi");
        var target = new Option<string?>("--out") { Description = "Where the routes file is written. Default: stdout.", HelpName = "FILE" };
        var source = new Argument<string>("FILE") { Description = "The file to import." };
        verb.Options.Add(kind);
        verb.Options.Add(target);
        verb.Arguments.Add(source);
        verb.SetAction(line => Run(line.GetValue(kind)!, line.GetValue(source)!, line.GetValue(target), terminal));
        return verb;
    }

    private static int Run(string kind, string source, string? target, Terminal terminal)
    {
        if (Load(source, terminal) is not { } document)
        {
            return ExitCode.CannotAnswer;
        }

        var draft = new Draft(new LeftOvers(source));
        var root = new SourceObject(document, draft.Left);
        var problem = kind switch
        {
            "yarp" => YarpImport.Read(root, draft),
            "ocelot" => OcelotImport.Read(root, draft),
            _ => OpenApiImport.Read(root, document, draft),
        };
        if (problem is not null)
        {
            terminal.Error.WriteLine($"{source} cannot be imported: {problem}.");
            return ExitCode.CannotAnswer;
        }

        if (draft.Issuers.Count == 0 && draft.Apis.Exists(api => api.Operations.Exists(operation => operation.Requirement.NeedsToken)))
        {
            draft.Left.Add(document.Place, "the file does not say whose tokens are accepted: write \"Issuers\"");
        }

        var text = DraftWriter.Write(draft, source);
        if (target is null)
        {
            terminal.Out.Write(text);
        }
        else if (!Save(target, text, terminal))
        {
            return ExitCode.CannotAnswer;
        }

        string[] lines = [.. draft.Left.Lines, .. Mistakes(text, target)];
        foreach (var line in lines)
        {
            terminal.Error.WriteLine(line);
        }

        return lines.Length == 0 ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>What the routes file refuses of what the source allows, like two routes of which neither is more exact.</summary>
    private static IEnumerable<string> Mistakes(string text, string? target) =>
        RouteTableReader
            .Read(target ?? "the routes file", Encoding.UTF8.GetBytes(text), PolicyOptions.EnvironmentOf(Environments.Production))
            .Mistakes
            .Where(mistake => mistake.Code is not (MistakeCode.NoRequirement or MistakeCode.NoIssuer or MistakeCode.MissingMember))
            .Select(mistake => mistake.ToString());

    private static JsonObject? Load(string source, Terminal terminal)
    {
        if (!File.Exists(source))
        {
            terminal.Error.WriteLine($"{source} cannot be read: {(Directory.Exists(source) ? "it is a directory" : "there is no such file")}.");
            return null;
        }

        byte[] content;
        try
        {
            content = File.ReadAllBytes(source);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{source} cannot be read: {problem.Message}");
            return null;
        }

        var mistakes = new MistakeList(source);
        if (JsonTree.Parse(content, mistakes, "{ … }") is JsonObject document && mistakes.IsEmpty)
        {
            return document;
        }

        var begin = Encoding.UTF8.GetString(content).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (begin is not ['{' or '/', ..])
        {
            terminal.Error.WriteLine($"{source} cannot be imported: it is no JSON object. Convert a document in YAML to JSON first.");
            return null;
        }

        foreach (var mistake in mistakes.InOrder())
        {
            terminal.Error.WriteLine(mistake);
        }

        return null;
    }

    private static bool Save(string target, string text, Terminal terminal)
    {
        try
        {
            File.WriteAllText(target, text);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            terminal.Error.WriteLine($"{target} cannot be written: {problem.Message}");
            return false;
        }
    }
}
