using System.Collections.Immutable;
using Gateway.Routes.Checks;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Compiling;

/// <summary>Turns a policy without mistakes into what runs.</summary>
internal sealed class RouteTableCompiler(RoutesFile file, EffectiveMethods methods)
{
    private readonly ImmutableArray<Issuer> issuers =
        [.. file.Issuers.Select(issuer => issuer with { Id = $"{issuer.Name}#{ContentHash.Short(issuer, ContentJson.Default.Issuer)}" })];

    public RouteTable Compile(RoutesText text)
    {
        var operations = ImmutableArray.CreateBuilder<Operation>();
        var routes = ImmutableArray.CreateBuilder<RouteConfig>();
        var clusters = ImmutableArray.CreateBuilder<ClusterConfig>();
        foreach (var api in file.Apis)
        {
            var cluster = ClusterCompiler.Compile(api);
            clusters.Add(cluster);
            foreach (var entry in api.Operations)
            {
                var route = Route(api, entry, cluster.ClusterId);
                routes.Add(route);
                operations.Add(new Operation(
                    entry.Id,
                    route.RouteId,
                    api.Api,
                    [.. route.Match.Methods!],
                    entry.Template.Text,
                    entry.Requirement,
                    entry.Place.ToString())
                {
                    Policy = text.Hash,
                    Issuers = issuers,
                    Candidate = entry.Candidate,
                    Limits = entry.Limits,
                    MaxBody = route.MaxRequestBodySize,
                    Timeout = route.Timeout,
                    Deprecated = entry.Deprecated ?? api.Api.Deprecated,
                    Priority = entry.Priority ?? api.Api.Priority ?? Priority.Normal,
                });
            }
        }

        return new RouteTable(
            text,
            issuers,
            file.Catalogue.Scopes,
            [.. file.Apis.Select(api => api.Api)],
            operations.ToImmutable(),
            routes.ToImmutable(),
            clusters.ToImmutable())
        {
            Cors = file.Cors,
        };
    }

    private RouteConfig Route(ApiEntry api, OperationEntry operation, string clusterId)
    {
        var forwarding = RouteCompiler.Forwarding(api);
        var route = forwarding with
        {
            Timeout = operation.Timeout ?? forwarding.Timeout,
            ClusterId = clusterId,
            MaxRequestBodySize = operation.MaxBody ?? forwarding.MaxRequestBodySize,
            Match = new RouteMatch { Path = operation.Template.Text, Methods = methods.Of(operation) },
        };
        return route with { RouteId = $"{operation.Id}#{ContentHash.Short(ContentOf(route, operation), ContentJson.Default.RouteContent)}" };
    }

    private RouteContent ContentOf(RouteConfig route, OperationEntry operation) => new(
        route.ClusterId,
        route.Match.Path,
        route.Match.Methods,
        route.Transforms,
        route.Timeout,
        route.MaxRequestBodySize,
        route.Metadata,
        operation.Api,
        operation.Limits,
        operation.Deprecated,
        operation.Priority,
        operation.Requirement is Requirement.Token token ? ContentOf(token) : null,
        operation.Candidate is { } candidate ? new(ContentOf(candidate.Requirement), candidate.Until) : null);

    private TokenContent ContentOf(Requirement.Token token) => new(
        token.Scopes is { } scopes ? [.. scopes.Alternatives.Select(alternative => alternative.Select(ContentOf).ToImmutableArray())] : null,
        token.Caller,
        token.Clients,
        token.Claims,
        token.StepUp,
        token.Issuers,
        [.. file.Issuers.Where(issuer => token.Issuers.IsEmpty || token.Issuers.Contains(issuer.Name))]);

    private static ScopeContent ContentOf(Scope scope) => new(scope.Name, [.. scope.GrantedBy.Order(StringComparer.Ordinal)]);
}
