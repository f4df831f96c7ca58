using System.Collections.Immutable;

namespace Gateway.Routes.Json;

/// <summary>
/// Reads the members of one object strictly: the members it may have are named when it is opened, and any other is a mistake at once. A
/// value of the wrong type is reported and then counts as absent.
/// </summary>
internal sealed class ObjectReader
{
    private readonly JsonObject json;
    private readonly string subject;
    private readonly string[] members;
    private readonly MistakeList mistakes;

    private ObjectReader(JsonObject node, string subject, string[] members, MistakeList mistakes)
    {
        json = node;
        this.subject = subject;
        this.members = members;
        this.mistakes = mistakes;
    }

    /// <param name="subject">As messages name the object: <c>API "timesheets"</c>.</param>
    public static ObjectReader? Open(JsonNode node, string subject, MistakeList mistakes, params string[] members)
    {
        if (JsonValue.Object(node, subject, mistakes) is not { } known)
        {
            return null;
        }

        foreach (var member in known.Members.Where(member => !members.Contains(member.Name, StringComparer.Ordinal)))
        {
            var hint = DidYouMean.For(member.Name, members);
            var cure = hint.Length > 0 ? hint : $"; it may have {Wording.List(members)}";
            mistakes.Add(member.Place, MistakeCode.UnknownMember, $"{Wording.Quote(member.Name)} is not a member of {subject}{cure}");
        }

        return new ObjectReader(known, subject, members, mistakes);
    }

    public Place Place => json.Place;

    /// <summary>Where a mistake is that concerns its file as a whole.</summary>
    public Place FileStart => new(json.Place.File, 1, 1);

    public bool IsEmpty => json.Members.IsEmpty;

    /// <summary>It is empty, or has members of these names alone.</summary>
    public bool HasNothingBut(params string[] names) => json.Members.All(member => names.Contains(member.Name, StringComparer.Ordinal));

    public bool Has(string name) => Find(name) is not null;

    public JsonMember? Find(string name)
    {
        if (!members.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"{name} is not among the members that {subject} was opened with.", nameof(name));
        }

        return json.Members.FirstOrDefault(member => member.Name == name);
    }

    /// <summary>The member, or a mistake that says what it is for.</summary>
    public JsonMember? Require(string name, Place place, string purpose)
    {
        var member = Find(name);
        if (member is null)
        {
            mistakes.Add(place, MistakeCode.MissingMember, $"{subject} has no {Wording.Quote(name)}: {purpose}");
        }

        return member;
    }

    /// <summary><c>"Version": 1</c>, which every file that people write begins with.</summary>
    public void RequireVersion()
    {
        if (Require("Version", FileStart, "write \"Version\": 1") is { Value: not JsonNumber { Digits: "1" } and not JsonUnusable } version)
        {
            const string message = "\"Version\" has to be the number 1, the only version there is";
            mistakes.Add(version.Value.Place, MistakeCode.UnsupportedVersion, message);
        }
    }

    public JsonText? Text(string name) => Find(name) is { } member ? JsonValue.Text(member.Value, Wording.Quote(name), mistakes) : null;

    /// <summary>One of a few words; any other is a mistake with this code.</summary>
    public T? Choice<T>(string name, string code, params ReadOnlySpan<(string Word, T Value)> choices) where T : struct =>
        Find(name) is { } member ? JsonValue.Choice(member.Value, name, code, mistakes, choices) : null;

    public bool? Flag(string name) => Find(name) is { } member ? JsonValue.Flag(member.Value, Wording.Quote(name), mistakes) : null;

    /// <summary>Of an object whose member names the file chooses; at least one, if it is there.</summary>
    public ImmutableArray<JsonMember> Members(string name) =>
        Find(name) is { } member ? JsonValue.NonEmptyMembers(member.Value, Wording.Quote(name), mistakes) : [];

    /// <summary>An array of different strings, none of them blank, at least one.</summary>
    public ImmutableArray<JsonText> Texts(string name) =>
        Find(name) is { } member ? JsonValue.Texts(member.Value, Wording.Quote(name), mistakes) : [];
}
