using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Documents.Pages;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Documents.DocsPage;

/// <summary>
/// <c>/docs</c>: the document of all APIs as a page that logs in at the issuers, with PKCE and the scopes that its visitor chooses, and makes
/// the calls. It is a client like any other and gets nothing that another would not.
/// </summary>
internal static class DocsPageEndpoint
{
    /// <summary>Has to be registered at the authorization server as a redirect URI of <see cref="DocsOptions.ClientId"/>.</summary>
    private const string Redirect = GatewayPath.Docs + "/signed-in";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapDocsPage(this IEndpointRouteBuilder app, IServiceProvider gateway)
    {
        var options = gateway.GetRequiredService<DocsOptions>();
        if (!(options.Enabled ?? gateway.GetRequiredService<IHostEnvironment>().IsDevelopment()))
        {
            return;
        }

        var routes = gateway.GetRequiredService<RoutesInForce>();
        var address = gateway.GetRequiredService<PublicAddress>();
        var assets = new Lazy<IReadOnlyDictionary<string, DocsAsset>>(DocsAssets.Read);

        app.MapMethods(GatewayPath.Docs, Methods, context => WriteAsync(context, DocsMarkup.Page(Settings(options, routes.Table))));
        app.MapMethods(Redirect, Methods, context => WriteAsync(context, DocsMarkup.SignedIn()));
        app.MapMethods(GatewayPath.Docs + "/{file}", Methods, context =>
            assets.Value.TryGetValue((string)context.GetRouteValue("file")!, out var asset)
                ? asset.Answer(context).ExecuteAsync(context)
                : ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound)));

        Task WriteAsync(HttpContext context, Html html)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            PageHeaders.Set(context.Response, DocsPolicy.Of(routes.Table, address.Of(context.Request), options));
            return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
        }
    }

    private static string Settings(DocsOptions options, RouteTable table) => JsonSerializer.Serialize(
        new
        {
            Document = GatewayPath.OpenApi,
            WhoAmI = GatewayPath.WhoAmI,
            Problems = GatewayPath.Problems,
            Redirect,
            ClientId = options.ClientId is { Length: > 0 } id ? id : null,
            Audience = options.Audience ?? OneAudience(table),
        },
        Json);

    private static string? OneAudience(RouteTable table) =>
        table.Issuers.SelectMany(issuer => issuer.Audiences).Distinct(StringComparer.Ordinal).ToList() is [var one] ? one : null;
}
