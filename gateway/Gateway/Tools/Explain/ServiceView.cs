using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Downstream;
using Gateway.Forwarding;
using Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Template;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Tools.Explain;

/// <summary>
/// What the service would receive: a request without headers is put through the operation's own transforms, the claim headers' among them,
/// and sent nowhere.
/// </summary>
internal sealed class ServiceView(RouteTable table, IServiceProvider gateway)
{
    private static readonly JsonSerializerOptions AsSigned = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string pseudonym = gateway.GetRequiredService<Pseudonym>().Text;

    private readonly ITransformBuilder transforms = gateway.GetRequiredService<ITransformBuilder>();

    /// <param name="caller">Null on a public operation.</param>
    public async Task<ServiceSees> OfAsync(Operation operation, Call call, CallerIdentity? caller)
    {
        var route = table.Routes.Single(route => route.RouteId == operation.RouteId);
        var cluster = table.Clusters.Single(cluster => cluster.ClusterId == route.ClusterId);
        var transformer = transforms.Build(route, cluster);
        var urls = ImmutableArray.CreateBuilder<string>();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var destination in cluster.Destinations?.Values ?? [])
        {
            using var request = new HttpRequestMessage(new HttpMethod(call.Method), (Uri?)null);
            await transformer.TransformRequestAsync(Request(operation, call, caller), request, destination.Address, CancellationToken.None);
            urls.Add(request.RequestUri!.AbsoluteUri);
            // Without a connection, what X-Forwarded-* say of one is empty.
            foreach (var (name, values) in request.Headers.NonValidated.Where(header => header.Value.ToString().Length > 0))
            {
                headers[name] = name switch
                {
                    ClaimHeaders.Assertion => InWords(values.ToString()),
                    "Via" => values.ToString().Replace(pseudonym, Pseudonym.Kind, StringComparison.Ordinal),
                    _ => values.ToString(),
                };
            }
        }

        return new ServiceSees(operation.Api.Name, call.Method, urls.ToImmutable(), headers);
    }

    /// <summary>Only what it says, without what differs each time: a real one would be good for a minute to whoever reads this.</summary>
    private static string InWords(string assertion)
    {
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(assertion.Split('.')[1]))!.AsObject();
        foreach (var changing in (string[])["iat", "exp", "jti"])
        {
            claims.Remove(changing);
        }

        return $"signed {claims.ToJsonString(AsSigned)}";
    }

    private DefaultHttpContext Request(Operation operation, Call call, CallerIdentity? caller)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = gateway,
            // Each request has another.
            TraceIdentifier = "",
            Request = { Method = call.Method, Path = PathString.FromUriComponent(call.Path), RouteValues = Values(operation, call) },
        };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = call.Path;
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(operation), operation.Id));
        if (caller is not null)
        {
            context.User = new ClaimsPrincipal(caller);
        }

        return context;
    }

    /// <summary>A transform may build the path from them.</summary>
    private static RouteValueDictionary Values(Operation operation, Call call)
    {
        var values = new RouteValueDictionary();
        new TemplateMatcher(TemplateParser.Parse(operation.Template), []).TryMatch(PathString.FromUriComponent(call.Path), values);
        return values;
    }
}
