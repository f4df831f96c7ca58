using Microsoft.Extensions.Options;

namespace Gateway.Downstream;

/// <summary>Every mistake at once, each with its cure.</summary>
internal sealed class GatewayIdentityOptionsValidator : IValidateOptions<GatewayIdentityOptions>
{
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromSeconds(60);

    public ValidateOptionsResult Validate(string? name, GatewayIdentityOptions options)
    {
        var mistakes = name == GatewayIdentity.Scheme ? Mistakes(options).ToList() : [];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(GatewayIdentityOptions options)
    {
        if (options.Audience is null && options.Audiences.Count == 0)
        {
            yield return "AddGatewayIdentity: Audience is not set. It is this service's API in the gateway's routes file: "
                + "o.Audience = \"timesheets\".";
        }

        if (options.Audience?.Trim() is "" || options.Audiences.Any(string.IsNullOrWhiteSpace))
        {
            yield return "AddGatewayIdentity: an audience is empty. "
                + "It is this service's API in the gateway's routes file, such as \"timesheets\".";
        }

        if (options.Gateway is null && !options.TrustNetwork)
        {
            yield return "AddGatewayIdentity: Gateway is not set. It is where the gateway's public keys are: "
                + "o.Gateway = new Uri(\"http://gateway:8080\").";
        }

        if (options.Gateway is { } gateway && !IsBaseAddress(gateway))
        {
            yield return "AddGatewayIdentity: Gateway is no base address. "
                + "It is an absolute http or https address without user, query and fragment.";
        }

        if (string.IsNullOrWhiteSpace(options.Issuer))
        {
            yield return "AddGatewayIdentity: Issuer is empty. "
                + "It is the gateway's name, \"gateway\" unless the gateway is configured otherwise.";
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > ClockSkewMax)
        {
            yield return $"AddGatewayIdentity: ClockSkew is {options.ClockSkew}. "
                + $"It is between 0 and {ClockSkewMax.TotalSeconds:0} seconds.";
        }
    }

    private static bool IsBaseAddress(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { UserInfo: "", Query: "", Fragment: "" };
}
