using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>The policy as it is written, in one file or several, each part read and found right on its own.</summary>
internal sealed record RoutesFile(ImmutableArray<Issuer> Issuers, ScopeCatalogue Catalogue, ImmutableArray<ApiEntry> Apis, Cors? Cors)
{
    /// <param name="roots">Of its files; there is one at least.</param>
    public static RoutesFile? Read(ImmutableArray<JsonNode> roots, bool development, MistakeList mistakes)
    {
        var files = roots.Select(root => Open(root, mistakes)).OfType<ObjectReader>().ToList();
        if (files.Count < roots.Length)
        {
            return null;
        }

        if (!files.Any(file => file.Has("Apis")))
        {
            files[0].Require("Apis", files[0].FileStart, "what may be called");
        }

        var issuers = Unite(files, "Issuers", mistakes);
        var catalogue = ScopeCatalogue.Read(Unite(files, "Scopes", mistakes), mistakes);
        // By what is written, so that an issuer with a mistake of its own is not called unknown as well.
        ImmutableArray<string> names = [.. issuers.Select(issuer => issuer.Name)];
        var cors = ReadCors(files, mistakes);
        var policy = new RoutesFile(
            IssuerEntry.ReadAll(issuers, development, mistakes),
            catalogue,
            [.. Unite(files, "Apis", mistakes).Select(api => ApiEntry.Read(api, catalogue, names, cors, mistakes)).OfType<ApiEntry>()],
            cors);
        if (!files.Any(file => file.Has("Issuers")))
        {
            policy.CheckIssuersAreNotNeeded(mistakes);
        }

        return policy;
    }

    private static ObjectReader? Open(JsonNode root, MistakeList mistakes)
    {
        var file = ObjectReader.Open(root, "the file", mistakes, RoutesShape.Object.Names);
        file?.Text("$schema");
        file?.RequireVersion();
        return file;
    }

    /// <summary>One of the files may have it; it is for all.</summary>
    private static Cors? ReadCors(IEnumerable<ObjectReader> files, MistakeList mistakes)
    {
        var written = files.Select(file => file.Find("Cors")).OfType<JsonMember>().ToList();
        foreach (var second in written.Skip(1))
        {
            mistakes.Add(second.Place, MistakeCode.DuplicateMember, $"\"Cors\" is already written in {written[0].Place}; keep one");
        }

        return CorsEntry.Read(written.FirstOrDefault(), mistakes);
    }

    /// <summary>What all files have under one name. A name in two of them could mean either.</summary>
    private static ImmutableArray<JsonMember> Unite(IEnumerable<ObjectReader> files, string name, MistakeList mistakes)
    {
        var first = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        foreach (var member in files.SelectMany(file => file.Members(name)))
        {
            if (first.TryAdd(member.Name, member))
            {
                members.Add(member);
            }
            else
            {
                var message = $"{Wording.Quote(member.Name)} is already written in {first[member.Name].Place}; keep one";
                mistakes.Add(member.Place, MistakeCode.DuplicateMember, message);
            }
        }

        return members.ToImmutable();
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
