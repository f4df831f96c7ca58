using Gateway.Routes.Compiling;
using Gateway.Routes.Json;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Checks;

/// <summary>
/// Asks YARP's own validator about what an API comes to, so that YARP's refusal is a mistake in the file with a place, and not a failed
/// start.
/// </summary>
internal static class YarpCheck
{
    // Built once: the validator has no state, and what it may name (policies, transforms) is what the gateway registers: YARP's own.
    private static readonly Lazy<IConfigValidator> Validator = new(() =>
    {
        var services = new ServiceCollection().AddLogging().AddRouting();
        services.AddReverseProxy();
        return services.BuildServiceProvider().GetRequiredService<IConfigValidator>();
    });

    public static void Check(ApiEntry api, MistakeList mistakes)
    {
        // One route speaks for all of the API: they differ in path and methods only, which have been checked. The API's name stands for
        // the ids, which are hashes and mean nothing to a person.
        var name = api.Api.Name;
        var cluster = api.Cluster with { ClusterId = name };
        var route = RouteCompiler.Forwarding(api) with { RouteId = name, ClusterId = name, Match = new RouteMatch { Path = api.Api.Prefix } };
        var problems = Ask(validator => validator.ValidateClusterAsync(cluster)).Concat(Ask(validator => validator.ValidateRouteAsync(route)));
        foreach (var problem in problems)
        {
            var message = $"YARP does not accept what \"Yarp\" says in API {Wording.Quote(name)}: {problem.Message}";
            mistakes.Add(api.Place, MistakeCode.YarpRefuses, message);
        }
    }

    /// <summary>YARP's checks are asynchronous for policies that are looked up; the file can name none, so they complete at once.</summary>
    private static IList<Exception> Ask(Func<IConfigValidator, ValueTask<IList<Exception>>> question) =>
        question(Validator.Value).AsTask().GetAwaiter().GetResult();
}
