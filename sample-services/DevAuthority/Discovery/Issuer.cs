using DevAuthority.Start;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DevAuthority.Discovery;

/// <summary>The authority's own base URL, without a slash at the end: as configured, else the address really listened on.</summary>
internal sealed class Issuer(AuthorityOptions options, IServer server)
{
    internal string Value => options.Issuer ?? Bound();

    internal string Endpoint(string path) => Value + path;

    private string Bound() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/')
        ?? throw new InvalidOperationException("The issuer is known once the server listens.");
}
