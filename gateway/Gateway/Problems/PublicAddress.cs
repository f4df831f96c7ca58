using Gateway.Settings;

namespace Gateway.Problems;

/// <summary>
/// Where clients see the gateway: what the links in its answers begin with. <c>Gateway:PublicUrl</c> says so; without it, it is where the
/// request says that it was sent to, which is what the client calls the gateway (behind a proxy: what a trusted one says).
/// </summary>
internal sealed class PublicAddress
{
    private readonly string? configured;

    public PublicAddress(GatewayOptions options)
    {
        if (options.PublicUrl is { Length: > 0 } url)
        {
            configured = Uri.TryCreate(url, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
                && address is { Query: "", Fragment: "", UserInfo: "" }
                ? address.AbsoluteUri.TrimEnd('/')
                : throw new UnusableSettingException($"Gateway:PublicUrl {url}: it has to be an address like https://api.example.com.");
        }
    }

    /// <summary>Without a final "/".</summary>
    public string Of(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";
}
