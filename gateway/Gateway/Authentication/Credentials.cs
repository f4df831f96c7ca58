using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Gateway.Authentication;

/// <summary>
/// Where the token is: once, in the Authorization header (RFC 6750 section 2.1). A token in the query ends up in logs and histories and is
/// refused (RFC 9700 section 4.3.2); bodies are not read for one.
/// </summary>
internal static class Credentials
{
    private const string Scheme = "Bearer ";

    public static Task ReadAsync(MessageReceivedContext context)
    {
        // A public operation takes no token, so none is verified for it; a path that is no operation is 404 whoever asks.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { Requirement: Requirement.Token })
        {
            context.NoResult();
            return Task.CompletedTask;
        }

        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count > 1 || context.Request.Query.ContainsKey("access_token"))
        {
            context.Fail(new RefusedException(new Problem(Refusal.InvalidRequest)));
        }
        else if (authorization is [{ } field] && field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.Token = field[Scheme.Length..].Trim(' ');
        }
        else
        {
            // No credentials, or of a scheme that is not ours: the challenge says what is (RFC 6750 section 3.1).
            context.NoResult();
        }

        return Task.CompletedTask;
    }
}
