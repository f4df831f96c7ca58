using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools.Validate;

/// <summary>What asking the rest of the world came to: what is well, and what is not, each where the routes file names it.</summary>
internal sealed record OnlineFindings(ImmutableArray<Mistake> Well, ImmutableArray<Mistake> Wrong)
{
    public static async Task<OnlineFindings> OfAsync(RouteTable table, Places places, TimeProvider clock)
    {
        using var issuers = new IssuerOnline(places, clock);
        var services = new ServiceOnline(places, clock);
        var asked = await Task.WhenAll([
            .. table.Issuers.Select(issuers.CheckAsync),
            .. table.Apis.Zip(table.Clusters, services.CheckAsync),
        ]);
        return new OnlineFindings([.. asked.SelectMany(one => one.Well)], [.. asked.SelectMany(one => one.Wrong)]);
    }

    public static OnlineFindings Fine(Mistake said) => new([said], []);

    public static OnlineFindings Not(Mistake wrong) => new([], [wrong]);
}
