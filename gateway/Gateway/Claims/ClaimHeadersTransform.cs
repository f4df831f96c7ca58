using System.Net.Http.Headers;
using Gateway.Claims.Assertion;
using Gateway.Downstream;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Claims;

/// <summary>
/// The last word on what a service reads about the caller, on every route: first every header that could be taken for one of ours is
/// removed, then, if a verified caller is there, ours are set. Registered after the operator's own transforms, so none of them can put
/// one back.
/// </summary>
internal sealed class ClaimHeadersTransform(SignedAssertions assertions) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(StripThenSetAsync);
        context.AddResponseTransform(transform =>
        {
            foreach (var name in OursIn(transform.ProxyResponse?.Headers, transform.HttpContext.Operation().Api))
            {
                transform.HttpContext.Response.Headers.Remove(name);
            }

            return ValueTask.CompletedTask;
        });
        context.AddResponseTrailersTransform(transform =>
        {
            foreach (var name in OursIn(transform.ProxyResponse?.TrailingHeaders, transform.HttpContext.Operation().Api))
            {
                transform.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers.Remove(name);
            }

            return ValueTask.CompletedTask;
        });
    }

    private ValueTask StripThenSetAsync(RequestTransformContext context)
    {
        var operation = context.HttpContext.Operation();
        var headers = context.ProxyRequest.Headers;

        Strip(headers, operation.Api);
        Strip(context.ProxyRequest.Content?.Headers, operation.Api);

        // Where it may travel on, it has been verified: on a public operation nobody looked at it.
        if (!operation.Api.ForwardAuthorization || operation.Requirement is Requirement.Public)
        {
            headers.Authorization = null;
        }

        if (operation.Requirement is Requirement.Public)
        {
            return ValueTask.CompletedTask;
        }

        // Authorization let nobody else through; if it ever did, this request ends here instead of reaching the service as nobody's.
        var caller = context.HttpContext.User.Identity as CallerIdentity
            ?? throw new InvalidOperationException($"{operation.Id} was reached without a verified caller.");
        if (caller.Conclude(operation.Api, Introduction.Of) is not { } introduction)
        {
            // A transform that has set the response ends the forwarding.
            return new ValueTask(ProblemWriter.WriteAsync(context.HttpContext, new Problem(Refusal.ClaimsNotForwardable)));
        }

        foreach (var (name, value) in introduction.Headers)
        {
            Set(name, value);
        }

        if (operation.Api.Identity.HasFlag(IdentityForm.Assertion))
        {
            Set(ClaimHeaders.Assertion, assertions.For(introduction, context.ProxyRequest.Method.Method, Address(context).AbsolutePath));
        }

        return ValueTask.CompletedTask;

        void Set(string name, string value)
        {
            if (!headers.TryAddWithoutValidation(name, value))
            {
                // Never without it: the service would take its absence for an answer.
                throw new InvalidOperationException($"{operation.Id}: the header {name} cannot be set.");
            }
        }
    }

    /// <summary>Where the request goes, as YARP would work it out after the transforms: the path that is signed is the path that is sent.</summary>
    private static Uri Address(RequestTransformContext context) => context.ProxyRequest.RequestUri
        ??= RequestUtilities.MakeDestinationAddress(context.DestinationPrefix, context.Path, context.Query.QueryString);

    private static void Strip(HttpHeaders? headers, Api api)
    {
        foreach (var name in OursIn(headers, api))
        {
            headers?.Remove(name);
        }
    }

    /// <summary>What could be taken for ours; hardly ever anything.</summary>
    private static string[] OursIn(HttpHeaders? headers, Api api)
    {
        List<string>? ours = null;
        foreach (var (name, _) in headers?.NonValidated ?? default)
        {
            if (HeaderName.IsReserved(name) || IsMapped(name, api))
            {
                (ours ??= []).Add(name);
            }
        }

        return ours?.ToArray() ?? [];
    }

    private static bool IsMapped(string name, Api api)
    {
        foreach (var forwarded in api.Forward)
        {
            if (HeaderName.AreAlike(name, forwarded.Header))
            {
                return true;
            }
        }

        return false;
    }
}
