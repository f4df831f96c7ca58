using System.CommandLine;

namespace Gateway.Tools.Compile;

/// <summary><c>Gateway compile</c>: what a routes file comes to in the words of another program.</summary>
internal static class CompileCommand
{
    private const string ForReading =
        "This is what YARP is told: where requests go. Who may make them is not in it, and nobody is checked: it is for reading, not for running.";

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("compile", "Print the YARP configuration that results from a routes file, for reading: who may call is not in it.");
        var to = new Option<string>("--to")
        {
            Description = "What to print: yarp.",
            HelpName = "yarp",
            DefaultValueFactory = _ => "yarp",
        };
        to.AcceptOnlyFromAmong("yarp");
        var options = PolicyOptions.AddTo(verb);
        verb.Options.Add(to);
        verb.SetAction(line =>
        {
            if (options.Read(line, terminal) is not { } table)
            {
                return ExitCode.CannotAnswer;
            }

            terminal.Error.WriteLine(ForReading);
            Results.WriteDocument(terminal.Out, YarpConfiguration.Of(table));
            return ExitCode.Yes;
        });
        return verb;
    }
}
