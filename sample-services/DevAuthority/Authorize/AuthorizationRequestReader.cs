using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DevAuthority.Discovery;
using DevAuthority.Pages;
using DevAuthority.Scopes;
using DevAuthority.Seeds;
using DevAuthority.Start;
using DevAuthority.Tokens;

namespace DevAuthority.Authorize;

/// <summary>
/// Checks a request to the authorization endpoint, in the one safe order: until client and redirect URI hold, nothing is sent
/// anywhere (RFC 6749 section 4.1.2.1); from then on, every refusal goes to the client.
/// </summary>
internal sealed class AuthorizationRequestReader(
    Registry registry, AuthorityOptions options, Issuer issuer, ILogger<AuthorizationRequestReader> log)
{
    /// <summary>When false, <paramref name="refusal"/> is the page or the redirect that says why.</summary>
    internal bool TryRead(
        RequestParameters parameters,
        [NotNullWhen(true)] out AuthorizationRequest? request,
        [NotNullWhen(false)] out IResult? refusal)
    {
        request = null;
        refusal = null;

        // 1. Who asks?
        if (parameters["client_id"] is not { } id || registry.Client(id) is not { } client)
        {
            refusal = ErrorPage.Of("The request names no client that is known here (client_id).");
            return false;
        }

        // 2. Where may the answer go?
        if (parameters["redirect_uri"] is not { } redirectUri || !RedirectUris.IsOf(client, redirectUri))
        {
            refusal = ErrorPage.Of($"The request names no redirect URI registered for {client.Name} (redirect_uri).");
            return false;
        }

        // 3. What is asked?
        var implicitly = parameters["response_type"] == "token";
        var target = new ResponseTarget(redirectUri, implicitly, parameters["state"], issuer.Value);
        if (RefuseForm(parameters, client, implicitly) is { } malformed)
        {
            refusal = Refuse(client, target, malformed);
            return false;
        }

        if (!TargetApi.TryRead(parameters, client, registry, out var api, out var error)
            || !TryReadScopes(parameters, client, api, out var scopes, out error)
            || !TryReadInteraction(parameters, out var prompt, out var ageMax, out error))
        {
            refusal = Refuse(client, target, error);
            return false;
        }

        request = new AuthorizationRequest
        {
            Client = client,
            Target = target,
            Api = api,
            Scopes = scopes,
            CodeChallenge = implicitly ? null : parameters["code_challenge"],
            Prompt = prompt,
            AgeMax = ageMax,
            AcrValues = (parameters["acr_values"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Parameters = parameters,
        };
        return true;
    }

    private SeeOther Refuse(Client client, ResponseTarget target, OAuthError error)
    {
        log.Refused("/authorize", client.Id, error.Code);
        return target.Error(error);
    }

    private OAuthError? RefuseForm(RequestParameters parameters, Client client, bool implicitly)
    {
        if (parameters.HasRepeated)
        {
            return OAuthError.InvalidRequest("A parameter is sent twice.");
        }

        if (parameters["response_type"] is not { } type)
        {
            return OAuthError.InvalidRequest("response_type is required.");
        }

        if (type != "code" && !(implicitly && options.AllowImplicit))
        {
            return OAuthError.UnsupportedResponseType();
        }

        if (!client.MayUse(implicitly ? "implicit" : "authorization_code"))
        {
            return OAuthError.UnauthorizedClient("This client may not use this response_type.");
        }

        if (parameters["response_mode"] is { } mode && mode != (implicitly ? "fragment" : "query"))
        {
            return OAuthError.InvalidRequest("The answer comes in the query, or in the fragment for response_type=token.");
        }

        // RFC 7636 section 4.4.1, for every client; where the method is left out it would be plain (section 4.3).
        if (!implicitly && (parameters["code_challenge_method"] != "S256" || !CodeVerifier.IsChallenge(parameters["code_challenge"])))
        {
            return OAuthError.InvalidRequest("PKCE is required: code_challenge, with code_challenge_method=S256.");
        }

        return null;
    }

    private static bool TryReadScopes(
        RequestParameters parameters,
        Client client,
        Api api,
        [NotNullWhen(true)] out ScopeList? scopes,
        [NotNullWhen(false)] out OAuthError? error)
    {
        error = null;
        if (!ScopeList.TryParse(parameters["scope"], out scopes)
            || scopes.Where(scope => scope != ScopeList.OfflineAccess).IsEmpty)
        {
            error = OAuthError.InvalidScope("Name at least one scope of the API.");
        }
        else if (!scopes.Except(client.GrantAt(api)).Where(scope => scope != ScopeList.OfflineAccess || !client.OfflineAccess).IsEmpty)
        {
            error = OAuthError.InvalidScope("A scope is unknown, or this client was not granted it.");
        }

        return error is null;
    }

    private static bool TryReadInteraction(
        RequestParameters parameters,
        [NotNullWhen(true)] out Prompt? prompt,
        out TimeSpan? ageMax,
        [NotNullWhen(false)] out OAuthError? error)
    {
        (ageMax, error) = (null, null);
        if (!Prompt.TryParse(parameters["prompt"], out prompt))
        {
            error = OAuthError.InvalidRequest("prompt is none, or any of login and consent.");
        }
        else if (parameters["max_age"] is { } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                ageMax = TimeSpan.FromSeconds(seconds);
            }
            else
            {
                error = OAuthError.InvalidRequest("max_age is a number of seconds.");
            }
        }

        return error is null;
    }
}
