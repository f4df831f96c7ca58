using System.Diagnostics;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Downstream.Assertions;
using Gateway.Downstream.Refusals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Downstream;

/// <summary>
/// In: a request. Out: who calls, by a verified assertion, or by plain headers where the network is trusted; else a refusal, which is
/// answered where the endpoint asks for a caller. Nothing of a refused request is repeated, neither in an answer nor in a log.
/// </summary>
internal sealed class GatewayIdentityHandler(
    IOptionsMonitor<GatewayIdentityOptions> options, ILoggerFactory logger, UrlEncoder encoder, AssertionVerifier verifier)
    : AuthenticationHandler<GatewayIdentityOptions>(options, logger, encoder)
{
    private Refusal refusal = Refusal.NoCaller;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Without the gateway's address there are no keys, and only plain headers can be believed.
        var believed = Options.Gateway is not null && Request.Headers.ContainsKey(ClaimHeaders.Assertion) ? "assertion" : "headers";
        var verdict = believed == "assertion" ? await verifier.VerifyAsync(Request)
            : Options.TrustNetwork ? PlainHeaders.Read(Request)
            : Refusal.NoCaller;
        if (verdict.Caller is not { } caller)
        {
            refusal = verdict.Refusal!;
            return refusal == Refusal.NoCaller ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(refusal.Detail);
        }

        // Not the subject: a trace is no place to look up what a person did.
        Activity.Current?.SetTag("gateway.identity", believed)
            .SetTag("gateway.caller", caller.Caller)
            .SetTag("gateway.client_id", caller.Client);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new GatewayClaimsIdentity(caller)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync(); // someone may challenge without having asked
        await ProblemWriter.WriteAsync(Response, refusal);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = (await HandleAuthenticateOnceSafeAsync()).Principal is { } principal ? GatewayUser.From(principal) : null;
        string[] required =
        [
            .. (Context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequireScopeAttribute>() ?? []).SelectMany(rule => rule.Scopes)
                .Distinct(StringComparer.Ordinal),
        ];
        string[] missing = [.. required.Where(scope => caller?.HasScope(scope) != true)];
        await ProblemWriter.WriteAsync(Response, missing.Length > 0 ? Refusal.InsufficientScope : Refusal.Forbidden, required, missing);
    }
}
