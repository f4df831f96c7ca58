using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>The whole file as it is written, each part read and found right on its own.</summary>
internal sealed record RoutesFile(ImmutableArray<Issuer> Issuers, ScopeCatalogue Catalogue, ImmutableArray<ApiEntry> Apis)
{
    private static readonly Place Start = new(1, 1);

    public static RoutesFile? Read(JsonNode root, bool development, MistakeList mistakes)
    {
        var reader = ObjectReader.Open(root, "the file", mistakes, RoutesShape.Object.Names);
        if (reader is null)
        {
            return null;
        }

        reader.Text("$schema");
        reader.RequireVersion(Start);
        var issuers = reader.Find("Issuers") is { } entries ? IssuerEntry.ReadAll(entries.Value, development, mistakes) : [];
        var catalogue = reader.Find("Scopes") is { } scopes ? ScopeCatalogue.Read(scopes.Value, mistakes) : ScopeCatalogue.Empty;
        var apis = reader.Require("Apis", Start, "what may be called")?.Value;
        var members = apis is null ? [] : JsonValue.NonEmptyMembers(apis, "\"Apis\"", mistakes);
        // By what is written, so that an issuer with a mistake of its own is not called unknown as well.
        ImmutableArray<string> names = [.. (reader.Find("Issuers")?.Value as JsonObject)?.Members.Select(issuer => issuer.Name) ?? []];
        var read = members.Select(api => ApiEntry.Read(api, catalogue, names, mistakes)).OfType<ApiEntry>();
        var file = new RoutesFile(issuers, catalogue, [.. read]);
        if (!reader.Has("Issuers"))
        {
            file.CheckIssuersAreNotNeeded(mistakes);
        }

        return file;
    }

    private void CheckIssuersAreNotNeeded(MistakeList mistakes)
    {
        if (Apis.SelectMany(api => api.Operations).FirstOrDefault(operation => !operation.IsPublic) is { } operation)
        {
            mistakes.Add(
                operation.Place,
                MistakeCode.NoIssuer,
                $"{Wording.Quote(operation.Id)} needs a token and the file has no \"Issuers\": no token could be accepted");
        }
    }
}
