using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Tools.PolicyTests;

namespace Gateway.Tools.Explain;

/// <summary>
/// A request and a caller made up for it: what <c>explain</c> is asked on the command line, and the body of <c>POST /explain</c>. A token has
/// no place in it.
/// </summary>
/// <param name="Path">Percent-encoded; a whole URL will do.</param>
/// <param name="Claims">The payload of a token; null: there is none, and the others say who calls.</param>
/// <param name="Scopes">Separated by spaces; null, and no claims: a caller without a token.</param>
/// <param name="Caller"><c>user</c> or <c>machine</c>; null: what the claims make of it.</param>
/// <param name="Issuer">Its name in the routes file; needed where that has several.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExplainQuestion(
    string Method,
    string Path,
    JsonElement? Claims = null,
    string? Scopes = null,
    string? Client = null,
    string? Subject = null,
    string? Caller = null,
    string? Issuer = null,
    DateTimeOffset? At = null)
{
    private const string SomeClient = "client";
    private const string SomeSubject = "subject";

    /// <summary>What is wrong with it, in a sentence, under a policy; null: it can be answered.</summary>
    public string? WhyNot(RouteTable table) =>
        Call is null ? "A request is a method and a path or URL, like GET /timesheets/3."
        : Claims is { ValueKind: not JsonValueKind.Object } ? "Claims are one JSON object, the payload of a token."
        : Caller is not (null or "user" or "machine") ? "The caller is user or machine."
        : Scopes is null && Claims is null && (Client ?? Subject ?? Caller) is not null ? "A client, subject or caller goes with scopes; \"\" are none."
        : Claims is not null && (Scopes ?? Client ?? Subject ?? Caller) is not null ? "Claims say all of the caller; scopes, client, subject and caller do not go with them."
        : Issuer is not null && Find(table) is null ? $"The issuer {Wording.Quote(Issuer)} is not one of the routes file's: {Names(table)}."
        : (Scopes is not null || Claims is { } claims && !claims.TryGetProperty("iss", out _)) && Find(table) is null
            ? $"Name the issuer of the caller's token: {Names(table)}."
        : null;

    /// <summary>Only where <see cref="WhyNot"/> finds nothing.</summary>
    public Presented Present(RouteTable table, DateTimeOffset now)
    {
        var hypothetical = new HypotheticalCaller(table, now);
        if (Claims is { } claims)
        {
            return hypothetical.WithClaims(claims, Find(table));
        }

        if (Scopes is null)
        {
            return Presented.Nothing;
        }

        var kind = Caller switch { "user" => CallerKind.User, "machine" => CallerKind.Machine, _ => (CallerKind?)null };
        var client = Client ?? SomeClient;
        // A machine is its client; whoever is not said to be one is somebody else.
        var subject = Subject ?? (kind == CallerKind.Machine ? client : SomeSubject);
        ImmutableArray<string> scopes = [.. Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return hypothetical.Taken(new PersonaToken(Find(table)!, subject, client, kind, scopes, [], null, null).At(now));
    }

    /// <summary>The call that it is about; null when it is none.</summary>
    [JsonIgnore]
    public Call? Call => Explain.Call.Parse(Method ?? "", Path ?? "");

    /// <summary>About each scope that no operation could ask for, a sentence.</summary>
    public IEnumerable<string> UnknownScopes(RouteTable table)
    {
        var known = table.Scopes.Select(scope => scope.Name).ToList();
        return (Scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(known, StringComparer.Ordinal)
            .Select(scope => $"{Wording.Quote(scope)} is not in the catalogue (Scopes){DidYouMean.For(scope, known)}");
    }

    private static string Names(RouteTable table) => Wording.List(table.Issuers.Select(issuer => issuer.Name));

    private Issuer? Find(RouteTable table) => Issuer is null
        ? table.Issuers is [var only] ? only : null
        : table.Issuers.FirstOrDefault(issuer => issuer.Name == Issuer);
}
