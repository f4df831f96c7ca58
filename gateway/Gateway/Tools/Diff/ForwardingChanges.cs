using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tools.Diff;

/// <summary>
/// Where requests go now, what the service is told, which pages may call and what is turned away first, once for each API. Nobody gains access
/// by it, so it is only notable; but for the caller's own credential, which a service that gets it can use elsewhere, and for <see cref="CorsChanges"/>.
/// </summary>
internal static class ForwardingChanges
{
    public static IEnumerable<Change> Of(ImmutableArray<OperationPair> pairs) => pairs
        .Where(pair => pair is { Old: not null, New: not null })
        .GroupBy(pair => (pair.Old!.Operation.Api.Name, pair.New!.Operation.Api.Name))
        .Select(Compare)
        .OfType<Change>();

    private static Change? Compare(IGrouping<(string Old, string New), OperationPair> same)
    {
        var handsOn = same.FirstOrDefault(pair => !HandsOnCredential(pair.Old!) && HandsOnCredential(pair.New!));
        var shown = handsOn ?? same.First();
        var (before, after) = (shown.Old!.Operation.Api, shown.New!.Operation.Api);
        ImmutableArray<string> notes =
        [
            .. Notes(shown.Old!, shown.New!),
            .. OfOperations(same, "Timeout", operation => operation.Timeout is { } limit ? Duration.Format(limit) : "none"),
            .. OfOperations(same, "MaxBody", operation => InWords(operation.MaxBody)),
            .. CorsChanges.Notes(before.Cors, after.Cors),
            .. Priorities(same),
        ];
        ImmutableArray<string> laxer =
            [.. handsOn is null ? (string[])[] : ["ForwardAuthorization"], .. CorsChanges.IsWeaker(before.Cors, after.Cors) ? (string[])["Cors"] : []];
        if (laxer.IsEmpty && notes.IsEmpty)
        {
            return null;
        }

        var subject = same.Key.Old == same.Key.New ? $"API {same.Key.New}" : $"API {same.Key.Old}, now {same.Key.New}";
        return new Change(laxer.IsEmpty ? ChangeKind.Notable : ChangeKind.Weaker, subject, shown.Request)
        {
            Laxer = laxer,
            Notes = handsOn is null ? notes : ["the service receives the caller's own token", .. notes],
        };
    }

    private static bool HandsOnCredential(Side side) => side.Asks is not null && side.Operation.Api.ForwardAuthorization;

    private static IEnumerable<string> Notes(Side old, Side @new)
    {
        var (before, after) = (Forwarding.Of(old), Forwarding.Of(@new));
        if (before.Destinations != after.Destinations)
        {
            yield return $"upstream: {before.Destinations} → {after.Destinations}";
        }

        if (before.Tls != after.Tls)
        {
            yield return "how the gateway and the service show each other who they are has changed (UpstreamTls)";
        }

        if (old.Operation.Api.AllowInPaths != @new.Operation.Api.AllowInPaths)
        {
            yield return $"allowed in paths: {old.Operation.Api.AllowInPaths} → {@new.Operation.Api.AllowInPaths}";
        }

        if (before.Settings != after.Settings)
        {
            yield return "other settings of the way to the service have changed (Yarp, KeepPrefix)";
        }

        if (old.Operation.Api.Resilience != @new.Operation.Api.Resilience)
        {
            yield return "what is done when the service fails has changed (Resilience)";
        }

        if (after.Claims.Except(before.Claims).ToList() is { Count: > 0 } told)
        {
            yield return $"the service is told more: {string.Join(", ", told)}";
        }

        if (before.Claims.Except(after.Claims).ToList() is { Count: > 0 } untold)
        {
            yield return $"the service is told less: {string.Join(", ", untold)}";
        }

        if (old.Operation.Api.Identity != @new.Operation.Api.Identity)
        {
            yield return $"who calls is told by {InWords(old.Operation.Api.Identity)} → {InWords(@new.Operation.Api.Identity)}";
        }

        if (old.Operation.Api.ForwardAuthorization && !@new.Operation.Api.ForwardAuthorization)
        {
            yield return "the service does not receive the caller's own token any more";
        }
    }

    /// <summary>Each operation may have one of its own.</summary>
    private static IEnumerable<string> OfOperations(IEnumerable<OperationPair> pairs, string member, Func<Operation, string> inWords) =>
        from pair in pairs
        let before = inWords(pair.Old!.Operation)
        let after = inWords(pair.New!.Operation)
        where before != after
        group pair.New!.Operation.Id by (Before: before, After: after) into changed
        select $"{member} {changed.Key.Before} → {changed.Key.After}: {string.Join(", ", changed.Distinct())}";

    private static string InWords(long? maxBody) => maxBody switch
    {
        null => "the process's",
        < 0 => "none",
        { } bytes => new ByteSize(bytes).ToString(),
    };

    private static IEnumerable<string> Priorities(IEnumerable<OperationPair> pairs)
    {
        var changed = pairs.Select(pair => (Old: pair.Old!.Operation, New: pair.New!.Operation)).Where(pair => pair.Old.Priority != pair.New.Priority)
            .Select(pair => $"{pair.New.Id} is {InWords(pair.New.Priority)}, was {InWords(pair.Old.Priority)}").Distinct().ToList();
        if (changed.Count > 0)
        {
            yield return $"when there is too much to do, {string.Join("; ", changed)} (Priority)";
        }
    }

    private static string InWords(Priority priority) => priority.ToString().ToLowerInvariant();

    private static string InWords(IdentityForm form) => form switch
    {
        IdentityForm.Headers => "plain headers",
        IdentityForm.Assertion => "assertion",
        _ => "assertion and plain headers",
    };

    private static string InWords(HeaderEncoding encoding) => encoding switch
    {
        HeaderEncoding.Plain => "",
        HeaderEncoding.StructuredField => " as structured-field",
        _ => $" as {encoding.ToString().ToLowerInvariant()}",
    };

    /// <param name="Settings">Everything else about the way, as JSON: only whether it is the same counts.</param>
    private sealed record Forwarding(string Destinations, ImmutableArray<string> Claims, string Tls, string Settings)
    {
        public static Forwarding Of(Side side)
        {
            var route = side.Policy.Routes.Single(route => route.RouteId == side.Operation.RouteId);
            var cluster = side.Policy.Clusters.Single(cluster => cluster.ClusterId == route.ClusterId);
            var api = side.Operation.Api;
            var destinations = cluster.Destinations ?? new Dictionary<string, DestinationConfig>();
            return new Forwarding(
                string.Join(", ", destinations.Values.Select(destination => destination.Address)),
                [.. api.ForwardClaims, .. api.Forward.Select(claim => $"{claim.Claim} in {claim.Header}{InWords(claim.Encoding)}")],
                JsonSerializer.Serialize(api.UpstreamTls),
                JsonSerializer.Serialize(new
                {
                    Cluster = cluster with { ClusterId = "", Destinations = null },
                    route.Transforms,
                    route.Metadata,
                }));
        }
    }
}
