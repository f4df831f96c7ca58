using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Tools.Audit;

internal static class UpstreamQuestions
{
    /// <summary>Whether requests leave this machine unprotected on their way to one of the API's destinations.</summary>
    public static bool IsReachedByPlainHttp(this RouteTable table, Api api) =>
        table.UpstreamsOf(api)
            .Select(address => new Uri(address))
            .Any(address => address.Scheme == Uri.UriSchemeHttp && !Address.IsLoopback(address));
}
