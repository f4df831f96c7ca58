using Gateway.Documents.OpenApi.Fetching;
using Gateway.Routes;

namespace Gateway.Tools.Compile;

/// <summary><c>compile --to openapi</c>: the document that the gateway serves, without one that runs.</summary>
internal static class OpenApiCompilation
{
    public static async Task<int> RunAsync(RouteTable table, string server, bool online, Terminal terminal)
    {
        using var fetch = new DocumentFetch(TimeProvider.System);
        var (documents, unread) = await new DocumentSources(fetch).ReadAsync(table, online, KnownDocuments.None, CancellationToken.None);
        foreach (var one in unread)
        {
            terminal.Error.WriteLine($"{one.Place} the document of {one.Whose} cannot be had: {one.Problem}");
        }

        if (unread.Any(one => one.IsFile))
        {
            return ExitCode.CannotAnswer;
        }

        var document = documents.Describe(table, server);
        foreach (var left in document.LeftOut)
        {
            terminal.Error.WriteLine($"{left.Operation.Place} {left.Operation.Id}: {left.Reason} ({left.Other.Place})");
        }

        if (!document.LeftOut.IsEmpty)
        {
            return ExitCode.No;
        }

        Results.WriteDocument(terminal.Out, document.Json);
        return unread.IsEmpty ? ExitCode.Yes : ExitCode.Unreachable;
    }
}
