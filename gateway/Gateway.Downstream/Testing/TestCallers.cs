using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Downstream.Testing;

/// <summary>
/// Callers for a service's tests, without a gateway. Their assertions are really signed and really verified, by the code that verifies the
/// gateway's; only the key is one of the test process.
/// </summary>
public static class TestCallers
{
    /// <summary>
    /// Makes the service under test believe <see cref="As"/>, and nobody else: to be called where a test host configures its services
    /// (<c>ConfigureTestServices</c>), in the process that calls <see cref="As"/>. The service's own audience and issuer, and what else
    /// binds an assertion to a moment and a request, do not count for these callers; the gateway is not asked for keys. Deployed by mistake
    /// it refuses every call of the real gateway.
    /// </summary>
    /// <param name="services">Those of the service under test, which called <see cref="GatewayIdentity.AddGatewayIdentity"/>.</param>
    public static IServiceCollection TrustTestCallers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(TestCallersKey.Instance);
    }

    /// <summary>Makes the client call as this caller from now on, in place of whom it was before.</summary>
    /// <param name="http">A client of the service under test. Its default headers are changed: not while it is sending.</param>
    /// <param name="subject">Who (<c>sub</c>); null for a caller whose token had none.</param>
    /// <param name="scopes">The token's scopes, separated by spaces. None by default.</param>
    /// <param name="client">Through which OAuth client; null for a token that names none.</param>
    /// <param name="caller"><c>user</c>, <c>machine</c> or <c>unknown</c>.</param>
    /// <param name="claims">
    /// What else the service is told: anything that becomes a JSON object, such as <c>new { department = "hr" }</c> or a dictionary. None
    /// by default.
    /// </param>
    /// <returns>The same client.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="caller"/> is none of the three, or <paramref name="claims"/> becomes no JSON object.
    /// </exception>
    public static HttpClient As(
        this HttpClient http,
        string? subject,
        string scopes = "",
        string? client = "test-client",
        string caller = "user",
        object? claims = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(scopes);
        if (caller is not ("user" or "machine" or "unknown"))
        {
            throw new ArgumentException("A caller is \"user\", \"machine\" or \"unknown\".", nameof(caller));
        }

        var about = new JsonObject { ["caller"] = caller, ["scope"] = scopes, ["iss_orig"] = "https://issuer.test" };
        foreach (var (name, value) in new[] { ("sub", subject), ("client_id", client) })
        {
            if (value is not null)
            {
                about[name] = value;
            }
        }

        if (claims is not null)
        {
            about["claims"] = JsonSerializer.SerializeToNode(claims) as JsonObject
                ?? throw new ArgumentException("Claims are a JSON object: names and values.", nameof(claims));
        }

        http.AsNobody().DefaultRequestHeaders.TryAddWithoutValidation(ClaimHeaders.Assertion, TestCallersKey.Instance.Sign(about));
        return http;
    }

    /// <summary>Makes the client call as nobody from now on, as whoever reaches the service around the gateway.</summary>
    /// <param name="http">A client of the service under test. Its default headers are changed: not while it is sending.</param>
    /// <returns>The same client.</returns>
    public static HttpClient AsNobody(this HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.DefaultRequestHeaders.Remove(ClaimHeaders.Assertion);
        return http;
    }
}
