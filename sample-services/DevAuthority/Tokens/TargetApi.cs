using System.Diagnostics.CodeAnalysis;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// Which API a token is asked for: <c>audience</c>, as many authorization servers call it, or <c>resource</c> (RFC 8707). A token
/// is for one API. An API the client was not granted is answered like one that does not exist: neither is a target for it.
/// </summary>
internal static class TargetApi
{
    internal static bool TryRead(
        RequestParameters parameters,
        Client client,
        Registry registry,
        [NotNullWhen(true)] out Api? api,
        [NotNullWhen(false)] out OAuthError? error)
    {
        api = null;
        error = null;
        if (Named(parameters) is not [var name])
        {
            error = OAuthError.InvalidTarget("Name one API, in audience or resource.");
        }
        else if (registry.Api(name) is not { } known || !client.MayAskFor(known))
        {
            error = OAuthError.InvalidTarget("The API is unknown, or this client was not granted it.");
        }
        else
        {
            api = known;
        }

        return error is null;
    }

    /// <summary>In a request that continues an earlier one, the API need not be named again, but must not be another.</summary>
    internal static bool IsStill(Api api, RequestParameters parameters) => Named(parameters).All(name => name == api.Audience);

    private static string[] Named(RequestParameters parameters) =>
        [.. parameters.All("audience").Concat(parameters.All("resource")).Distinct(StringComparer.Ordinal)];
}
