using System.Net;

namespace DevAuthority.Start;

/// <summary>Where to listen: <c>--urls</c>, else <c>AUTHORITY_URL</c>, else port 9000 of the loopback address.</summary>
internal static class ListenAddress
{
    internal static void Choose(WebApplicationBuilder builder, AuthorityOptions options)
    {
        var configuration = builder.Configuration;
        var urls = configuration[WebHostDefaults.ServerUrlsKey] ?? configuration["AUTHORITY_URL"] ?? "http://127.0.0.1:9000";
        foreach (var url in urls.Split(';'))
        {
            Demand(url.Trim(), options);
        }

        // Endpoints of a Kestrel configuration section, and HTTP_PORTS, would bypass the check above; with both settings below, and an
        // address never empty, they are not listened on.
        builder.WebHost.UseSetting(WebHostDefaults.PreferHostingUrlsKey, "true").UseUrls(urls);
    }

    private static void Demand(string url, AuthorityOptions options)
    {
        var address = Parse(url);
        if (address.Scheme != "http")
        {
            throw new StartRefusedException($"'{url}': only http addresses are served.");
        }

        if (!IsLoopback(address.Host) && !options.AllowNonLoopback)
        {
            throw new StartRefusedException(
                $"'{url}' can be reached from other machines. Listen on 127.0.0.1, or, in a container on an internal network, "
                + "set DevAuthority:AllowNonLoopback=true.");
        }

        if (IsEveryAddress(address.Host) && options.Issuer is null)
        {
            throw new StartRefusedException($"'{url}' is no address a client can ask for: set DevAuthority:Issuer as well.");
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new StartRefusedException($"'{url}' is not an address to listen on; one is http://127.0.0.1:9000.");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsEveryAddress(string host) =>
        host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
