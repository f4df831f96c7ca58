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

    public static void UseAdminToken(this WebApplication admin, AdminToken token) => admin.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null ? next(context)
        : context.Request.Headers.Authorization is not [{ } field] || !field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? ProblemWriter.WriteAsync(context, new Problem(Refusal.NoCredentials) { Detail = "The admin listener asks for the admin token" })
        : token.Is(field[Scheme.Length..].Trim(' ')) ? next(context)
        : ProblemWriter.WriteAsync(context, Problem.Of(TokenFault.NotAdmin)));
}
