using Microsoft.AspNetCore.Authentication.JwtBearer;
using Yarp.ReverseProxy.Transforms;

namespace YarpPeer;

/// <summary>JwtBearer, a policy for each scope, and a transform that tells the service who calls: by the book, and nothing is remembered.</summary>
internal static class NaiveChecks
{
    private static readonly string[] Scopes = ["read:a", "read:b", "write:w"];

    private static readonly (string Claim, string Header)[] Told =
        [("sub", "Gateway-Subject"), ("client_id", "Gateway-Client"), ("scope", "Gateway-Scopes")];

    public static void Add(IServiceCollection services, IReverseProxyBuilder proxy, string issuer)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.Authority = issuer;
            jwt.Audience = "https://api.example.com";
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters.ValidTypes = ["at+jwt"];
        });
        services.AddAuthorization(authorization =>
        {
            foreach (var scope in Scopes)
            {
                authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireAssertion(
                    context => context.User.FindFirst("scope")?.Value.Split(' ').Contains(scope) == true));
            }
        });
        proxy.AddTransforms(transforms => transforms.AddRequestTransform(context =>
        {
            var headers = context.ProxyRequest.Headers;
            foreach (var (claim, header) in Told)
            {
                headers.Remove(header);
                if (context.HttpContext.User.FindFirst(claim) is { } found)
                {
                    headers.TryAddWithoutValidation(header, found.Value);
                }
            }

            return default;
        }));
    }
}
