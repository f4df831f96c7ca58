using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>
/// <c>security</c>: alternatives of which one has to hold, each with schemes that all have to hold. With access tokens that is a list of
/// alternatives of scopes, which the routes file can say exactly; an alternative with anything else (an API key, a password) cannot be said.
/// </summary>
internal sealed class OpenApiSecurity
{
    private const string Discovery = "/.well-known/openid-configuration";

    private readonly Draft draft;
    private readonly OpenApiReferences references;
    private readonly JsonNode? schemes;
    private readonly JsonMember? everywhere;

    public OpenApiSecurity(SourceObject root, OpenApiReferences references, Draft draft)
    {
        this.draft = draft;
        this.references = references;
        schemes = root.Take("components")?.Value.At("securitySchemes");
        everywhere = root.Take("security");
        foreach (var scheme in (schemes as JsonObject)?.Members ?? [])
        {
            ReadScheme(scheme);
        }
    }

    public DraftRequirement Read(SourceObject operation)
    {
        if ((operation.Take("security") ?? everywhere)?.Value is not JsonArray written)
        {
            return DraftRequirement.Undecided("does not say what it needs (\"security\")");
        }

        var alternatives = written.Items.OfType<JsonObject>().ToList();
        if (alternatives.Count < written.Items.Length)
        {
            return DraftRequirement.Undecided("has a \"security\" that is no list of objects");
        }

        if (alternatives.TrueForAll(alternative => alternative.Members.IsEmpty))
        {
            return DraftRequirement.Public("the OpenAPI document asks for nothing");
        }

        if (alternatives.Exists(alternative => alternative.Members.IsEmpty))
        {
            return DraftRequirement.Undecided("asks for a token and lets everyone in without one");
        }

        var read = alternatives.ConvertAll(alternative => (Written: alternative, Scopes: Scopes(alternative)));
        var sayable = read.Where(alternative => alternative.Scopes is not null).Select(alternative => alternative.Scopes!.Value).ToImmutableArray();
        foreach (var (other, _) in read.Where(alternative => alternative.Scopes is null))
        {
            var names = string.Join(" and ", other.Members.Select(member => member.Name));
            draft.Left.Add(other.Place, $"the alternative {names} is not carried over: it is not by access token alone");
        }

        draft.Know(sayable.SelectMany(scopes => scopes));
        return sayable.IsEmpty ? DraftRequirement.Undecided("asks for no access token that could be carried over") : DraftRequirement.Of(sayable);
    }

    /// <summary>Null when something other than an access token is asked for.</summary>
    private ImmutableArray<string>? Scopes(JsonObject alternative)
    {
        var read = alternative.Members.Select(member => Scopes(member)).ToList();
        return read.Exists(scopes => scopes is null) ? null : [.. read.SelectMany(scopes => scopes!).Distinct()];
    }

    private List<string>? Scopes(JsonMember asked)
    {
        var scheme = references.Resolve(schemes?.At(asked.Name));
        var names = (asked.Value as JsonArray)?.Items.Select(SourceObject.TextOf).OfType<string>().ToList() ?? [];
        return (Text(scheme, "type"), Text(scheme, "scheme")?.ToUpperInvariant()) switch
        {
            ("oauth2" or "openIdConnect", _) => names,
            // What it names would be roles, since OpenAPI 3.1.
            ("http", "BEARER") when names.Count == 0 => names,
            _ => null,
        };
    }

    /// <summary>The scopes that it has, with what they are for, and the issuer where it is named.</summary>
    private void ReadScheme(JsonMember scheme)
    {
        var resolved = references.Resolve(scheme.Value);
        foreach (var flow in (resolved?.At("flows") as JsonObject)?.Members ?? [])
        {
            foreach (var scope in (flow.Value.At("scopes") as JsonObject)?.Members ?? [])
            {
                draft.Scopes[scope.Name] = SourceObject.TextOf(scope.Value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : scope.Name;
            }
        }

        if (Text(resolved, "openIdConnectUrl") is not { } address)
        {
            return;
        }

        if (address.EndsWith(Discovery, StringComparison.Ordinal))
        {
            draft.Issuers[draft.ApiName(scheme.Name)] = address[..^Discovery.Length];
            draft.Left.Add(scheme.Place, $"the document does not say which audience tokens of {Wording.Quote(scheme.Name)} have: write \"Audience\"");
        }
        else
        {
            draft.Left.Add(
                scheme.Place, $"the issuer of {Wording.Quote(scheme.Name)} is not carried over: {Wording.Quote(address)} is no discovery document");
        }
    }

    private static string? Text(JsonNode? node, string name) => (node?.At(name) as JsonText)?.Value;
}
