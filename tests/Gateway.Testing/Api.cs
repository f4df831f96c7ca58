using Gateway.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Testing;

/// <summary>
/// One issuer, one service, one gateway between a client and it: what most promises are tested on. The issuer is trusted as
/// <c>rfc9068</c> for <see cref="TestIssuer.Audience"/>; a test names the operations.
/// </summary>
public sealed class Api : IAsyncDisposable
{
    private Api(TestIssuer issuer, RecordingUpstream service, TestGateway gateway)
    {
        Issuer = issuer;
        Service = service;
        Gateway = gateway;
    }

    public TestIssuer Issuer { get; }

    public RecordingUpstream Service { get; }

    public TestGateway Gateway { get; }

    /// <param name="operations">The members of <c>Operations</c>; single quotes will do.</param>
    /// <param name="api">Further members of the API, ended by a comma.</param>
    /// <param name="issuerMembers">Further members of the issuer, each led by a comma.</param>
    /// <param name="scopes">The members of the catalogue.</param>
    /// <param name="prepare">What the issuer is to do before the gateway asks it for the first time.</param>
    /// <param name="settings">As in <c>appsettings.json</c>.</param>
    public static async Task<Api> StartAsync(
        string operations,
        string api = "",
        string issuerMembers = "",
        string scopes = "'read': 'r', 'write': { 'Description': 'w', 'Implies': ['read'] }, 'audit': 'a', 'people': 'p'",
        TimeProvider? clock = null,
        Action<TestIssuer>? prepare = null,
        bool waitForIssuers = true,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var issuer = await TestIssuer.StartAsync(clock);
        prepare?.Invoke(issuer);
        var service = await RecordingUpstream.StartAsync();
        var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' {{issuerMembers}} } },
              'Scopes': { {{scopes}} },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', {{api}} 'Operations': { {{operations}} } } }
            }
            """,
            clock,
            waitForIssuers,
            settings);
        if (waitForIssuers && prepare is null && clock is null)
        {
            // On a busy machine the first fetch may take too long; there is another.
            var keys = gateway.Services.GetRequiredService<TrustedIssuers>().All.Single().Keys;
            await Eventually.IsSoAsync(() => keys.Available);
        }

        return new Api(issuer, service, gateway);
    }

    /// <summary>A payload with one member written as given, whatever JSON it is.</summary>
    public string PayloadWith(string claim, string json)
    {
        var token = Issuer.Token("read", payload => payload[claim] = "\u0001");
        return Base64UrlEncoder.Decode(token.Split('.')[1]).Replace("\"\\u0001\"", json, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Service.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
