using System.CommandLine;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>Where a policy to compare comes from: a file, a revision of it, or a running gateway.</summary>
internal sealed class PolicySource(ParseResult line, PolicyOptions options, AdminOptions admin, Terminal terminal)
{
    private const string Git = "git:";
    private const string Live = "live";

    /// <param name="name">As on the command line; null: the routes file.</param>
    public async Task<(NamedPolicy? Policy, int ExitCode)> ReadAsync(string? name, CancellationToken cancellation)
    {
        if (name == Live)
        {
            return await ReadLiveAsync(cancellation);
        }

        if (name?.StartsWith(Git, StringComparison.Ordinal) != true)
        {
            return (name ?? options.File(line, terminal)) is { } path
                ? Read(path, RouteTableReader.Read(path, options.Environment(line)))
                : (null, ExitCode.CannotAnswer);
        }

        if (options.File(line, terminal) is not { } file)
        {
            return (null, ExitCode.CannotAnswer);
        }

        var (text, why) = await GitRevision.ReadAsync(name[Git.Length..], file, options.Environment(line), cancellation);
        if (text is null)
        {
            await terminal.Error.WriteLineAsync(why);
            return (null, ExitCode.CannotAnswer);
        }

        return Read(name, RouteTableReader.Read(text, options.Environment(line)));
    }

    private async Task<(NamedPolicy? Policy, int ExitCode)> ReadLiveAsync(CancellationToken cancellation)
    {
        using var client = admin.Open(line, terminal);
        if (client is null)
        {
            return (null, ExitCode.CannotAnswer);
        }

        var answer = await LivePolicy.ReadAsync(client, cancellation);
        if (answer.Result is not { } text)
        {
            await terminal.Error.WriteLineAsync(answer.Why);
            return (null, answer.ExitCode);
        }

        return Read(Live, RouteTableReader.Read(text, options.Environment(line)));
    }

    private (NamedPolicy? Policy, int ExitCode) Read(string name, RouteTableResult read)
    {
        foreach (var mistake in read.Mistakes)
        {
            terminal.Error.WriteLine(mistake);
        }

        return read.Table is { } table ? (new NamedPolicy(name, table), ExitCode.Yes) : (null, ExitCode.CannotAnswer);
    }
}
