using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>What a policy is expected to do: who calls, what each is to be answered, and all that each can reach.</summary>
/// <param name="Name">As messages name the file.</param>
internal sealed record PolicyTestFile(
    string Name, ImmutableArray<Persona> Personas, ImmutableArray<PolicyTest> Tests, ImmutableArray<PolicyReach> Reaches)
{
    public const string DefaultName = "policy.tests.json";

    /// <summary>The one that belongs to a routes file.</summary>
    public static string Beside(string routesFile) => Path.Combine(Path.GetDirectoryName(routesFile) ?? "", DefaultName);
}

/// <summary>One call and its answer.</summary>
/// <param name="Path">Percent-encoded, as a client sends it.</param>
/// <param name="Why">The author's reason, shown when it fails.</param>
/// <param name="Place"><c>file:line</c> where it is written.</param>
internal sealed record PolicyTest(Persona As, string Method, string Path, Expectation Expect, string? Why, string Place)
{
    /// <summary>As <c>--run</c> and reports know it.</summary>
    public string Name => $"{As.Name} {Method} {Path}";
}

/// <param name="Status">Of the refusal; null: the call is allowed.</param>
/// <param name="Code">The refusal's code (<see cref="Problems.Refusal.Code"/>); null: any with this status.</param>
/// <param name="Missing">Exactly the scopes that are missing; null: whichever.</param>
internal sealed record Expectation(int? Status, string? Code, ImmutableArray<string>? Missing);

/// <summary>The exact set of protected operations that a persona can call. One more is as much a failure as one less.</summary>
/// <param name="Place"><c>file:line</c> where it is written.</param>
internal sealed record PolicyReach(Persona As, ImmutableArray<Operation> Operations, string Place)
{
    /// <summary>As <c>--run</c> and reports know it.</summary>
    public string Name => $"Reach of {As.Name}";
}

/// <summary>What reading a file of policy tests comes to: the tests, or every mistake in the file.</summary>
internal sealed record PolicyTestFileResult(PolicyTestFile? File, ImmutableArray<Mistake> Mistakes);
