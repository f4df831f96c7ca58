using System.Text.RegularExpressions;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>
/// Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> where an address, an issuer, an audience or the place of a secret is written.
/// Anywhere else a variable is a mistake: what is allowed has to be readable in the file, not to depend on the process that reads it.
/// </summary>
internal sealed partial class VariableExpansion(RoutesEnvironment environment, MistakeList mistakes)
{
    private const string AnyName = "*";

    private static readonly string[][] AllowedPlaces =
    [
        ["Issuers", AnyName, "Issuer"],
        ["Issuers", AnyName, "Metadata"],
        ["Issuers", AnyName, "Audience"],
        ["Issuers", AnyName, "Introspection", "Endpoint"],
        ["Issuers", AnyName, "Introspection", "ClientSecretFile"],
        ["Issuers", AnyName, "Introspection", "PrivateKeyFile"],
        ["Apis", AnyName, "Upstream"],
        ["Apis", AnyName, "UpstreamTls", AnyName],
        ["Apis", AnyName, "Yarp", "Cluster", "Destinations", AnyName, "Address"],
    ];

    private readonly Stack<string> path = [];

    public JsonNode Expand(JsonNode node) => node switch
    {
        JsonObject known => known with { Members = [.. known.Members.Select(Expand)] },
        // An array is where its member is: each of several audiences may be a variable.
        JsonArray known => known with { Items = [.. known.Items.Select(Expand)] },
        JsonText text when text.Value.Contains("${", StringComparison.Ordinal) => Expand(text),
        _ => node,
    };

    private JsonMember Expand(JsonMember member)
    {
        if (member.Name.Contains("${", StringComparison.Ordinal))
        {
            RefuseHere(member.Place, member.Name);
        }

        path.Push(member.Name);
        var value = Expand(member.Value);
        path.Pop();
        return member with { Value = value };
    }

    private JsonNode Expand(JsonText text)
    {
        if (!IsAllowedHere())
        {
            RefuseHere(text.Place, text.Written);
            return new JsonUnusable(text.Place);
        }

        if (Variable.Replace(text.Written, "").Contains("${", StringComparison.Ordinal))
        {
            mistakes.Add(
                text.Place,
                MistakeCode.BadVariable,
                $"{Wording.Quote(text.Written)}: a variable is written ${{NAME}} or ${{NAME:-default}}, its name in letters, digits and _");
            return new JsonUnusable(text.Place);
        }

        var unset = Variable.Matches(text.Written)
            .Where(match => ValueOf(match) is null)
            .Select(match => match.Groups["name"].Value)
            .ToList();
        foreach (var name in unset)
        {
            mistakes.Add(
                text.Place,
                MistakeCode.VariableNotSet,
                $"the variable {name} is not set; set it, or write a default: ${{{name}:-…}}");
        }

        if (unset.Count > 0)
        {
            return new JsonUnusable(text.Place);
        }

        return new JsonText(text.Place, Variable.Replace(text.Written, match => ValueOf(match)!), text.Written);
    }

    /// <summary>As in a shell with <c>:-</c>, an empty variable counts as not set; it would make an empty address.</summary>
    private string? ValueOf(Match match)
    {
        var value = environment.Variable(match.Groups["name"].Value);
        var fallback = match.Groups["default"];
        return !string.IsNullOrEmpty(value) ? value : fallback.Success ? fallback.Value : null;
    }

    private bool IsAllowedHere()
    {
        var here = path.Reverse().ToArray();
        return AllowedPlaces.Any(allowed =>
            allowed.Length == here.Length && allowed.Zip(here).All(pair => pair.First == AnyName || pair.First == pair.Second));
    }

    private void RefuseHere(Place place, string written) =>
        mistakes.Add(
            place,
            MistakeCode.VariableNotAllowed,
            $"{Wording.Quote(written)}: a variable is allowed in addresses, in Issuer, Metadata and Audience, and in the files of Introspection and UpstreamTls only; write the value itself");

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>((?!\$\{)[^}])*))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable { get; }
}
