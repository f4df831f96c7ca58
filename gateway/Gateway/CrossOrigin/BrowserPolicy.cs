using Gateway.Routes;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Gateway.CrossOrigin;

/// <summary>What the file says about pages of other origins, as ASP.NET Core wants it.</summary>
internal static class BrowserPolicy
{
    /// <summary>What the gateway itself writes and a page needs to understand a refusal. Browsers hide all but a few headers.</summary>
    private static readonly string[] Exposed =
        ["WWW-Authenticate", "RateLimit", "RateLimit-Policy", "Retry-After", "Deprecation", "Sunset", "Link", "Request-Id"];

    /// <param name="methods">What a preflight may ask for; GET, HEAD and POST need no permission (Fetch standard section 3.3.3).</param>
    public static CorsPolicy Of(Cors cors, IEnumerable<string> methods)
    {
        var policy = new CorsPolicy { SupportsCredentials = cors.Credentials, PreflightMaxAge = cors.MaxAge };
        Add(policy.Origins, cors.Origins);
        Add(policy.Headers, cors.Headers);
        Add(policy.Methods, methods);
        Add(policy.ExposedHeaders, Exposed.Union(cors.Expose, StringComparer.OrdinalIgnoreCase));
        return policy;
    }

    private static void Add(IList<string> list, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            list.Add(value);
        }
    }
}
