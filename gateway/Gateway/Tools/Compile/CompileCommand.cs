using System.CommandLine;

namespace Gateway.Tools.Compile;

/// <summary><c>Gateway compile</c>: what a routes file comes to in the words of others.</summary>
internal static class CompileCommand
{
    private const string Yarp = "yarp";
    private const string OpenApi = "openapi";

    private const string ForReading =
        "This is what YARP is told: where requests go. Who may make them is not in it, and nobody is checked: it is for reading, not for running.";

    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "compile", "Print what a routes file comes to: the OpenAPI document of all APIs, or the YARP configuration, for reading: who may call is not in it.");
        var to = new Option<string>("--to")
        {
            Description = "What to print: yarp or openapi. Default: yarp.",
            HelpName = "yarp|openapi",
            DefaultValueFactory = _ => Yarp,
        };
        to.AcceptOnlyFromAmong(Yarp, OpenApi);
        var server = new Option<string>("--server")
        {
            Description = "Of the OpenAPI document: where clients see the gateway. Default: / on wherever the document is.",
            HelpName = "URL",
            DefaultValueFactory = _ => "/",
        };
        var online = new Option<bool>("--online")
        {
            Description = "For the OpenAPI document: ask services and issuers for theirs. Exit code 3 when one cannot be had.",
        };
        var options = PolicyOptions.AddTo(verb);
        verb.Options.Add(to);
        verb.Options.Add(server);
        verb.Options.Add(online);
        verb.SetAction((line, _) =>
        {
            if (options.Read(line, terminal) is not { } table)
            {
                return Task.FromResult(ExitCode.CannotAnswer);
            }

            if (line.GetValue(to) == OpenApi)
            {
                return OpenApiCompilation.RunAsync(table, line.GetValue(server)!, line.GetValue(online), terminal);
            }

            terminal.Error.WriteLine(ForReading);
            Results.WriteDocument(terminal.Out, YarpConfiguration.Of(table));
            return Task.FromResult(ExitCode.Yes);
        });
        return verb;
    }
}
