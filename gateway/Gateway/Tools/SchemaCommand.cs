using System.CommandLine;
using Gateway.Routes.Schema;
using Gateway.Tools.PolicyTests;

namespace Gateway.Tools;

/// <summary><c>Gateway schema</c>: the JSON Schema by which an editor completes, explains and checks a file while it is written.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command("schema", "Print the JSON Schema (draft 2020-12) of a file, for editors.");
        var file = new Argument<string>("FILE")
        {
            Description = "Which file: routes, the routes file, or tests, the policy tests. Default: routes.",
            DefaultValueFactory = _ => "routes",
        };
        file.AcceptOnlyFromAmong("routes", "tests");
        verb.Arguments.Add(file);
        verb.SetAction(line => terminal.Out.WriteLine(line.GetValue(file) == "tests" ? PolicyTestSchema.Schema : RoutesShape.Schema));
        return verb;
    }
}
