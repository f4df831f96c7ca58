using System.CommandLine;

namespace Gateway.Tools.Shadow;

/// <summary><c>Gateway shadow</c>: what candidates would do, and making one the rule.</summary>
internal static class ShadowCommand
{
    public static Command Create(Terminal terminal) =>
        new("shadow", "Candidates, the stricter rules that are tried beside the enforced ones: see whom they would refuse, and make one the rule.")
        {
            ReportCommand.Create(terminal),
            PromoteCommand.Create(terminal),
        };
}
