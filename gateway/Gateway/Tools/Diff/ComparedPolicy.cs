using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>A policy that requests are matched against.</summary>
internal sealed class ComparedPolicy(RouteTable table) : IDisposable
{
    private readonly RequestMatcher matcher = new(table);

    public RouteTable Table => table;

    /// <summary>What it has for a request; null: 404 or 405.</summary>
    public async Task<Side?> FindAsync(SampleRequest request) =>
        await matcher.MatchAsync(request.Method, request.Path) is RequestMatch.Found found ? new Side(table, found.Operation) : null;

    public void Dispose() => matcher.Dispose();
}
