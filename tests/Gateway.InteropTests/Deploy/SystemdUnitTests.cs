namespace Gateway.InteropTests.Deploy;

/// <summary>deploy/systemd, judged by systemd itself, which does not have to run for that.</summary>
public sealed class SystemdUnitTests
{
    private static readonly string Unit = Repository.PathOf("deploy/systemd/gateway.service");

    [SkippableFact]
    public async Task Systemd_understands_every_line_of_the_unit() =>
        Assert.Equal((0, ""), await AnalyzeAsync("verify", "--man=no", await WithOurDotnetAsync(Unit)));

    [SkippableFact]
    public async Task A_line_that_it_does_not_understand_would_be_found()
    {
        var broken = await WithOurDotnetAsync(Unit, text => text.Replace("ProtectSystem=", "ProtectSytem=", StringComparison.Ordinal));
        Assert.Contains("ProtectSytem", (await AnalyzeAsync("verify", "--man=no", broken)).Output, StringComparison.Ordinal);
    }

    /// <summary>From 0, nothing to attack from, to 10: what systemd calls exposure. A unit without any hardening has 9.6.</summary>
    [SkippableFact]
    public async Task What_the_process_could_do_to_the_machine_is_little()
    {
        var (code, output) = await AnalyzeAsync("security", "--offline=true", "--no-pager", "--threshold=20", Unit);
        Assert.True(code == 0, output);
    }

    /// <summary>The program that it starts has to exist where it is looked for.</summary>
    private static async Task<string> WithOurDotnetAsync(string unit, Func<string, string>? change = null)
    {
        var text = (await File.ReadAllTextAsync(unit)).Replace("/usr/bin/dotnet", Environment.ProcessPath, StringComparison.Ordinal);
        var copy = Path.Combine(Directory.CreateTempSubdirectory().FullName, "gateway.service");
        await File.WriteAllTextAsync(copy, change is null ? text : change(text));
        return copy;
    }

    private static Task<(int Code, string Output)> AnalyzeAsync(params string[] arguments) =>
        Tool.RunAsync(Prerequisites.Systemd, "systemd-analyze", arguments);
}
