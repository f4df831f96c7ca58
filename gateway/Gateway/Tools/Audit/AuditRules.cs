using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.Audit;

/// <summary>
/// Everything that an audit looks for: what a routes file may say and a reviewer should know of. What it may not say (no audience, a
/// symmetric algorithm, a public catch-all around a protected operation …) is a mistake and never gets here. docs/cli.md has this table.
/// </summary>
internal static class AuditRules
{
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromSeconds(60);

    public static readonly ImmutableArray<AuditRule> OfPolicies =
    [
        new("ISS-004", Severity.High,
            "accepts the type `JWT`, which ID tokens and others have as well, and its preset does not tell kinds of tokens apart otherwise",
            "Leave `TokenTypes` out, or name the preset of the server that issues them.")
        {
            Look = policy => from issuer in policy.Table.Issuers where issuer.AcceptsMoreTypesThanItsPreset select Spot.Of(issuer),
        },
        new("ISS-005", Severity.Medium,
            "takes tokens for more than 60 s after they have expired",
            "Lower `ClockSkew`, and keep the clocks in time instead.")
        {
            Look = policy =>
                from issuer in policy.Table.Issuers
                where issuer.ClockSkew > ClockSkewMax
                select Spot.Of(issuer, Duration.Format(issuer.ClockSkew)),
        },
        new("ISS-006", Severity.Medium,
            "makes permissions scopes: a client gets all that its user may do, whatever the user consented to",
            "Leave `PermissionsAsScopes` out; or, if no third party has a client there, say so in the ignore file.")
        {
            Look = policy => from issuer in policy.Table.Issuers where issuer.PermissionsClaim is not null select Spot.Of(issuer),
        },
        new("ISS-007", Severity.Low,
            "accepts signatures of several families of algorithms, and an issuer signs with one",
            "Name in `Algorithms` what it signs with.")
        {
            Look = policy =>
                from issuer in policy.Table.Issuers
                where issuer.Algorithms.DistinctBy(algorithm => algorithm[..2]).Count() > 1
                select Spot.Of(issuer, Wording.List(issuer.Algorithms)),
        },
        new("ISS-900", Severity.Critical,
            "is on this machine, outside Development: whoever gets to its port makes the tokens",
            "Name the issuer of this environment; the one of development may be left here.")
        {
            Look = policy =>
                from issuer in policy.Table.Issuers
                where !policy.Development && issuer.Addresses.Any(Address.IsLoopback)
                select Spot.Of(issuer),
        },
        new("OP-001", Severity.High,
            "is public and writes",
            "Ask for a scope.")
        {
            Look = policy => from operation in policy.Table.Operations where operation.IsPublic && operation.Writes select Spot.Of(operation),
        },
        new("OP-002", Severity.High,
            "is public and a catch-all: whatever the service will ever have below is open",
            "Name the paths that are meant.")
        {
            Look = policy => from operation in policy.Table.Operations where operation.IsPublic && operation.IsCatchAll select Spot.Of(operation),
        },
        new("OP-003", Severity.Medium,
            "writes, and scopes for reading suffice",
            "Ask for a scope that says what the operation does; if it only searches, say so in the ignore file.")
        {
            Look = policy =>
                from operation in policy.Table.Operations
                where operation.Writes
                let reading = operation.ScopesForReadingThatSuffice
                where reading is not null
                select Spot.Of(operation, reading),
        },
        new("OP-004", Severity.Medium,
            "takes any valid token: neither scope nor client nor claim is asked for",
            "Ask for a scope.")
        {
            Look = policy => from operation in policy.Table.Operations where operation.TakesAnyToken select Spot.Of(operation),
        },
        new("OP-006", Severity.Medium,
            "is a catch-all around a stricter operation: a path that the service reads differently falls to the weaker rule",
            "Narrow the catch-all, or ask for as much there.")
        {
            Look = policy =>
                from pair in CatchAlls.AroundStricterOperations(policy.Table)
                select Spot.Of(pair.CatchAll, pair.Stricter.Id),
        },
        new("SC-001", Severity.Low,
            "is asked for by no operation, and implies none that is",
            "Take it out of the catalogue, and away from the clients that have it.")
        {
            Look = policy => from scope in policy.Table.Scopes where !policy.Table.IsOfUse(scope) select Spot.Of(scope),
        },
        new("SC-002", Severity.Medium,
            "guards more than one API: whoever is granted it for one has it for all",
            "Give each API a scope of its own; one that stands for several can imply them.")
        {
            Look = policy =>
                from scope in policy.Table.Scopes
                let apis = policy.Table.OperationsThatAskFor(scope).Select(operation => operation.Api.Name).Distinct().ToList()
                where apis.Count > 1
                select Spot.Of(scope, Wording.List(apis)),
        },
        new("FWD-001", Severity.Critical,
            "believes who calls from plain headers (`Forward`, `Identity`), which reach it by plain http over a network",
            "Let it verify the assertion (`Identity`), or make `Upstream` https; or, if nobody else can reach the service, say in the ignore file what "
            + "keeps them away.")
        {
            Look = policy =>
                from api in policy.Table.Apis
                where (!api.Forward.IsEmpty || api.Identity == IdentityForm.Headers) && policy.Table.IsReachedByPlainHttp(api)
                select Spot.Of(api, api.Forward.IsEmpty ? "Identity" : Wording.List(api.Forward.Select(claim => claim.Header))),
        },
        new("FWD-002", Severity.High,
            "is given the caller's token, and can use it wherever else it is accepted",
            "Leave `ForwardAuthorization` out; the service is told who calls in the `Gateway-*` headers.")
        {
            Look = policy => from api in policy.Table.Apis where api.ForwardAuthorization select Spot.Of(api),
        },
        new("FWD-003", Severity.Low,
            "is sent paths that servers read in more than one way",
            "Make sure that the service reads them as they are written; take out of `AllowInPaths` what its clients do not need.")
        {
            Look = policy =>
                from api in policy.Table.Apis
                where api.AllowInPaths != PathFault.None
                select Spot.Of(api, api.AllowInPaths.ToString()),
        },
        new("UP-001", Severity.Medium,
            "is reached by plain http over a network",
            "Make `Upstream` https; or say in the ignore file what protects the network.")
        {
            Look = policy => from api in policy.Table.Apis where policy.Table.IsReachedByPlainHttp(api) select Spot.Of(api),
        },
        new("CORS-001", Severity.Medium,
            "lets the page of every origin call with a token that it has got hold of",
            "Name the origins of the apps that are meant.")
        {
            Look = policy =>
                from api in policy.Table.Apis
                where api.Cors is { IsForEveryOrigin: true }
                    && policy.Table.Operations.Any(operation => operation.Api.Name == api.Name && !operation.IsPublic)
                select Spot.Of(api),
        },
        new("LIF-001", Severity.Low,
            "was to be gone by now, and is still served",
            "Take it out, or give its clients more time (`Sunset`).")
        {
            Look = policy =>
                from operation in policy.Table.Operations
                let sunset = operation.Deprecated?.Sunset
                where sunset < policy.Today
                select Spot.Of(operation, $"sunset {sunset:yyyy-MM-dd}"),
        },
        new("API-001", Severity.Low,
            "has no owner: nobody to ask about it",
            "Write `Owner`.")
        {
            Look = policy => from api in policy.Table.Apis where api.Owner is null select Spot.Of(api),
        },
        new("DOC-001", Severity.Low,
            "is an operation of which its service's document says nothing in words",
            "Write a summary there: it is what those who call read.")
        {
            Look = policy => from operation in policy.Drift.Wordless select Spot.Of(operation),
        },
        new("DOC-002", Severity.Low,
            "is an operation that the service documents and no route exposes",
            "Expose it; or, if it is not for clients, say so in the ignore file.")
        {
            Look = policy => from one in policy.Drift.Unexposed select new Spot(one.At, one.Api.Place),
        },
        new("DOC-003", Severity.Medium,
            "is exposed, and its service's document does not have it",
            "Take the operation out if the service has it no more; else complete the document.")
        {
            Look = policy => from operation in policy.Drift.Undocumented select Spot.Of(operation),
        },
        new("SHD-001", Severity.Medium,
            "has a candidate that was to be decided on by now",
            "Make the candidate the rule, or take it out; or give it more time (`Until`).")
        {
            Look = policy =>
                from operation in policy.Table.Operations
                let until = operation.Candidate?.Until
                where until < policy.Today
                select Spot.Of(operation, $"until {until:yyyy-MM-dd}"),
        },
    ];

    /// <summary>Found in the ignore file, and cannot be ignored there.</summary>
    public static readonly AuditRule ExpiredEntry = new("IGN-001", Severity.Medium,
        "is an entry of the ignore file that has expired and ignores nothing any more",
        "Mend what it ignored, or give it a new `Until`.");

    /// <inheritdoc cref="ExpiredEntry"/>
    public static readonly AuditRule EntryForNothing = new("IGN-002", Severity.Low,
        "is an entry of the ignore file for something that is not found",
        "Take it out; or, if it is misspelt, write what the finding says.");

    public static readonly ImmutableArray<AuditRule> All = [.. OfPolicies, ExpiredEntry, EntryForNothing];
}
