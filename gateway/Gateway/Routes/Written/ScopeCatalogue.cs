using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>The scopes that operations may ask for, in the order of the file. One that is not here is a mistake where it is used.</summary>
internal sealed partial class ScopeCatalogue
{
    private readonly FrozenDictionary<string, Scope> byName;

    private ScopeCatalogue(ImmutableArray<Scope> scopes)
    {
        Scopes = scopes;
        byName = scopes.ToFrozenDictionary(scope => scope.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<Scope> Scopes { get; }

    public static ScopeCatalogue Read(ImmutableArray<JsonMember> members, MistakeList mistakes)
    {
        var entries = members.Select(member => ReadEntry(member, mistakes)).ToList();
        var implied = entries.ToDictionary(entry => entry.Name, entry => entry.Implies, StringComparer.Ordinal);
        foreach (var reference in entries.SelectMany(entry => entry.Implies).Where(reference => !implied.ContainsKey(reference.Value)))
        {
            mistakes.Add(reference.Place, MistakeCode.UnknownScope, Unknown(reference, implied.Keys));
        }

        var reached = implied.Keys.ToDictionary(name => name, name => ScopeImplication.Reach(name, implied), StringComparer.Ordinal);
        foreach (var (name, references) in implied)
        {
            foreach (var circular in references.Where(reference => reached.GetValueOrDefault(reference.Value)?.Contains(name) == true))
            {
                mistakes.Add(circular.Place, MistakeCode.CircularImplication, Circular(name, circular));
            }
        }

        var grantedBy = reached
            .SelectMany(scope => scope.Value.Select(granted => (Granted: granted, By: scope.Key)))
            .ToLookup(pair => pair.Granted, pair => pair.By, StringComparer.Ordinal);
        return new ScopeCatalogue([.. entries.Zip(members, (entry, member) =>
            new Scope(entry.Name, entry.Description, grantedBy[entry.Name].ToFrozenSet(StringComparer.Ordinal))
            {
                Place = member.Place.ToString(),
            })]);
    }

    /// <summary>The scope that the file names here, or a mistake.</summary>
    public Scope? Find(JsonText name, MistakeList mistakes)
    {
        if (byName.GetValueOrDefault(name.Value) is { } scope)
        {
            return scope;
        }

        mistakes.Add(name.Place, MistakeCode.UnknownScope, Unknown(name, byName.Keys));
        return null;
    }

    private static string Unknown(JsonText name, IEnumerable<string> known) =>
        $"{Wording.Quote(name.Written)} is not in the catalogue (Scopes){DidYouMean.For(name.Value, known)}";

    private static string Circular(string name, JsonText implied) => implied.Value == name
        ? $"{Wording.Quote(name)} implies itself; leave it out"
        : $"{Wording.Quote(name)} implies {Wording.Quote(implied.Written)}, which implies it in turn; scopes that mean the same are one scope";

    private static (string Name, string Description, ImmutableArray<JsonText> Implies) ReadEntry(JsonMember member, MistakeList mistakes)
    {
        if (!ScopeToken.IsMatch(member.Name))
        {
            mistakes.Add(
                member.Place,
                MistakeCode.BadScope,
                $"{Wording.Quote(member.Name)} cannot be a scope: visible ASCII without space, '\"' and '\\' (RFC 6749 section 3.3)");
        }

        var subject = $"scope {Wording.Quote(member.Name)}";
        if (member.Value is not JsonObject)
        {
            return (member.Name, JsonValue.Text(member.Value, $"{subject} (its description)", mistakes)?.Value ?? "", []);
        }

        var reader = ObjectReader.Open(member.Value, subject, mistakes, ScopeShape.Object.Names)!;
        reader.Require("Description", member.Place, "what it allows, for people");
        return (member.Name, reader.Text("Description")?.Value ?? "", reader.Texts("Implies"));
    }

    [GeneratedRegex(@"\A[\x21\x23-\x5B\x5D-\x7E]+\z")]
    public static partial Regex ScopeToken { get; }
}
