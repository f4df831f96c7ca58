using Gateway.Observability.Auditing;
using Gateway.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Observability;

/// <summary>
/// Whatever the admin listener is asked needs the admin token, a path that does not exist included; only endpoints that say so themselves
/// (health) are open.
/// </summary>
internal static class AdminTokenCheck
{
    private const string Scheme = "Bearer ";

    public static void UseAdminToken(this WebApplication admin, AdminToken token, RefusedAdmins refused) => admin.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }

        var presented = context.Request.Headers.Authorization is [{ } field] && field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? field[Scheme.Length..].Trim(' ')
            : null;
        if (presented is not null && token.Is(presented))
        {
            return next(context);
        }

        refused.Add(context);
        return ProblemWriter.WriteAsync(context, presented is null
            ? new Problem(Refusal.NoCredentials) { Detail = "The admin listener asks for the admin token" }
            : Problem.Of(TokenFault.NotAdmin));
    });
}
