using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>An entry of <c>Issuers</c>: a preset, and what the file changes in it.</summary>
internal static partial class IssuerEntry
{
    private static readonly TimeSpan ClockSkewDefault = TimeSpan.FromSeconds(30);

    /// <summary>More would make an expired token a usable one.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    public static ImmutableArray<Issuer> ReadAll(JsonNode node, bool development, MistakeList mistakes)
    {
        var issuers = ImmutableArray.CreateBuilder<Issuer>();
        foreach (var member in JsonValue.NonEmptyMembers(node, "\"Issuers\"", mistakes))
        {
            if (Read(member, development, mistakes) is not { } issuer)
            {
                continue;
            }

            if (issuers.FirstOrDefault(other => other.Identifier == issuer.Identifier) is { } same)
            {
                mistakes.Add(
                    member.Value.At("Issuer")!.Place,
                    MistakeCode.DuplicateIssuer,
                    $"issuer {Wording.Quote(same.Name)} has the same \"Issuer\"; "
                    + "one issuer is one entry, with several audiences where needed");
            }

            if (issuer.Introspection is not null)
            {
                IntrospectionEntry.CheckOnlyOne(issuers, member, mistakes);
            }

            issuers.Add(issuer);
        }

        return issuers.ToImmutable();
    }

    private static Issuer? Read(JsonMember entry, bool development, MistakeList mistakes)
    {
        var subject = $"issuer {Wording.Quote(entry.Name)}";
        if (!Name.IsMatch(entry.Name))
        {
            mistakes.Add(entry.Place, MistakeCode.BadName, $"{subject}: a name is made of letters, digits, '-', '_' and '.'");
        }

        var reader = ObjectReader.Open(
            entry.Value, subject, mistakes,
            "Preset", "Issuer", "Metadata", "Audience", "Algorithms", "TokenTypes", "ScopeClaim", "ClientClaim", "ClockSkew",
            "Introspection");
        if (reader is null)
        {
            return null;
        }

        var preset = ReadPreset(reader, mistakes);
        reader.Require("Issuer", entry.Place, "the exact \"iss\" of its tokens");
        var identifier = reader.Text("Issuer");
        var address = identifier is null ? null : Address.ReadSecure(identifier, "\"Issuer\"", development, mistakes);
        var metadata = reader.Text("Metadata") is { } own
            ? Address.ReadSecure(own, "\"Metadata\"", development, mistakes)
            : address is null ? null : Discovery(identifier!.Value);
        var clientClaim = reader.Text("ClientClaim")?.Value ?? preset.ClientClaim;
        var issuer = new Issuer(
            entry.Name,
            identifier?.Value ?? "",
            metadata!,
            ReadAudiences(reader, entry.Place, mistakes),
            SignatureAlgorithms.Read(reader, mistakes),
            TokenTypes.Read(reader, preset, mistakes),
            reader.Text("ScopeClaim")?.Value ?? preset.ScopeClaim,
            clientClaim,
            // The claim that names the client has another name at this issuer: whatever the preset says of it, it says of the new name.
            [.. preset.RequiredClaims.Select(claim => Renamed(claim))],
            [.. preset.MachineMarks.Select(mark => mark with { Claim = Renamed(mark.Claim), EqualTo = Renamed(mark.EqualTo) })],
            ReadClockSkew(reader, mistakes))
        {
            Introspection = IntrospectionEntry.Read(reader, development, mistakes),
        };
        return metadata is null || address is null ? null : issuer;

        [return: NotNullIfNotNull(nameof(claim))]
        string? Renamed(string? claim) => claim == preset.ClientClaim ? clientClaim : claim;
    }

    private static IssuerPreset ReadPreset(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Text("Preset") is not { } name)
        {
            return IssuerPreset.Rfc9068;
        }

        if (IssuerPreset.All.FirstOrDefault(preset => preset.Name == name.Value) is { } known)
        {
            return known;
        }

        var names = IssuerPreset.All.Select(preset => preset.Name).ToList();
        mistakes.Add(
            name.Place,
            MistakeCode.UnknownPreset,
            $"{Wording.Quote(name.Written)} is not a preset ({Wording.List(names)}){DidYouMean.For(name.Value, names)}");
        return IssuerPreset.Rfc9068;
    }

    /// <summary>OpenID Connect Discovery 1.0 section 4: the path is appended after any final slash of the issuer is removed.</summary>
    private static Uri Discovery(string identifier) =>
        new((identifier.EndsWith('/') ? identifier[..^1] : identifier) + "/.well-known/openid-configuration");

    private static ImmutableArray<string> ReadAudiences(ObjectReader reader, Place place, MistakeList mistakes)
    {
        var member = reader.Require(
            "Audience", place, "without it a token that the issuer made for another service would be accepted (RFC 9068 section 4)");
        if (member is null)
        {
            return [];
        }

        return member.Value is JsonArray
            ? [.. reader.Texts("Audience").Select(audience => audience.Value)]
            : reader.Text("Audience") is { } single ? [single.Value] : [];
    }

    private static TimeSpan ReadClockSkew(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Text("ClockSkew") is not { } text)
        {
            return ClockSkewDefault;
        }

        if (Duration.TryParse(text.Value) is { } skew && skew <= ClockSkewMax)
        {
            return skew;
        }

        mistakes.Add(
            text.Place,
            MistakeCode.BadDuration,
            $"\"ClockSkew\" {Wording.Quote(text.Written)} has to be a duration from \"0s\" to \"5m\", like \"30s\"");
        return ClockSkewDefault;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Name { get; }
}
