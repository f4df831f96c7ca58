using System.Diagnostics;
using Gateway.IntegrationTests.Tools;
using global::Stack.Play;

namespace Gateway.IntegrationTests.Stack;

/// <summary>The command that a newcomer types first: real authority, services and gateway, and every scenario a real call.</summary>
[Collection("stack")] // Its ports are chosen when it starts.
public sealed class StackTests
{
    [Fact]
    public async Task Every_scenario_comes_out_as_expected()
    {
        using var stack = RunningProgram.Start("sample-services/Stack", ["--once"]);

        Assert.True(await stack.EndAsync() == 0, stack.Output + stack.Errors);
        Assert.Contains($"All {Scenarios.All.Count} as expected.", stack.Output, StringComparison.Ordinal);
        // Real tokens were issued and used: none of the programs has printed anything of their form.
        Assert.DoesNotMatch(@"eyJ[\w-]{10,}\.[\w-]{10,}", stack.Output + stack.Errors);
    }

    [Fact]
    public async Task It_stays_until_it_is_told_to_end_and_leaves_no_process_behind()
    {
        using var stack = RunningProgram.Start("sample-services/Stack", []);
        await stack.UntilPrintedAsync("Running until Ctrl-C");
        var children = ChildrenOf(stack.Id);
        Assert.Equal(3, children.Length);

        var (exitCode, took) = await stack.TerminateAsync();
        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}."); // most of them for a busy machine
        Assert.DoesNotContain(children, child => Directory.Exists($"/proc/{child}"));
    }

    [Fact]
    public async Task A_table_that_was_cut_off_is_no_success()
    {
        using var stack = RunningProgram.Start("sample-services/Stack", ["--once"]);
        await stack.UntilPrintedAsync("Starting");
        Assert.Equal(1, (await stack.TerminateAsync()).ExitCode);
    }

    [Fact]
    public async Task What_it_does_not_understand_it_says_and_ends_with_2()
    {
        using var stack = RunningProgram.Start("sample-services/Stack", ["--twice"]);
        Assert.Equal((2, true), (await stack.EndAsync(), stack.Errors.Contains("--once", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_service_has_a_call_that_is_allowed_and_one_that_is_refused()
    {
        string[] prefixes = ["/timesheets", "/calendar", "/contacts", "/tasks", "/geocoding", "/routes", "/accounts", "/events", "/imaging"];
        foreach (var prefix in prefixes)
        {
            var calls = Scenarios.All.Where(scenario => scenario.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            Assert.Contains(calls, call => call.Status < 300);
            Assert.Contains(calls, call => call.Status is 401 or 403);
        }
    }

    private static string[] ChildrenOf(int id)
    {
        using var list = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{id}"]) { RedirectStandardOutput = true })!;
        return list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
