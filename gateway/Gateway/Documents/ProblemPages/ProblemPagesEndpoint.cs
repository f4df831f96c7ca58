using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Documents.Pages;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.Net.Http.Headers;

namespace Gateway.Documents.ProblemPages;

/// <summary>
/// What the <c>type</c> of a problem leads to (RFC 9457 section 3.1.1): the refusal explained, as a page for who asks for HTML and as JSON
/// for everybody else; and above them the list of all.
/// </summary>
internal static class ProblemPagesEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapProblemPages(this IEndpointRouteBuilder app, IServiceProvider gateway)
    {
        var address = gateway.GetRequiredService<PublicAddress>();
        app.MapMethods(GatewayPath.Problems, Methods, context =>
        {
            var at = address.Of(context.Request);
            var all = ProblemDescription.Public.Select(refusal => ProblemDescription.Short(refusal, at));
            return AnswerAsync(context, "How the gateway refuses", () => ProblemPage.Index(all), new { Problems = all });
        });

        app.MapMethods(GatewayPath.Problems + "/{code}", Methods, context =>
        {
            var code = (string)context.GetRouteValue("code")!;
            if (ProblemDescription.Public.FirstOrDefault(one => one.Code == code) is not { } refusal)
            {
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound));
            }

            var problem = ProblemDescription.Of(refusal, address.Of(context.Request));
            return AnswerAsync(context, problem.Title, () => ProblemPage.Of(problem), problem);
        });
    }

    private static Task AnswerAsync(HttpContext context, string title, Func<Html> page, object json)
    {
        // Public, and of use to an application in a browser, whatever its origin.
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = "public, max-age=60";
        headers.Vary = HeaderNames.Accept;
        if (AsksForHtml(context.Request))
        {
            return Page.WriteAsync(context, title, page());
        }

        headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsJsonAsync(json, json.GetType(), Json, "application/json", context.RequestAborted);
    }

    /// <summary>By name: <c>*/*</c> is what programs send that have not thought about it (RFC 9110 section 12.5.1).</summary>
    private static bool AsksForHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf("text/html") is > 0 and var html && html >= QualityOf("application/json");

        double QualityOf(string type) => accepted
            .Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }
}
