using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>An entry of <c>Issuers</c>: a preset, and what the file changes in it.</summary>
internal static partial class IssuerEntry
{
    private static readonly TimeSpan ClockSkewDefault = TimeSpan.FromSeconds(30);

    public static ImmutableArray<Issuer> ReadAll(IEnumerable<JsonMember> entries, bool development, MistakeList mistakes)
    {
        var issuers = ImmutableArray.CreateBuilder<Issuer>();
        foreach (var member in entries)
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

        if (ObjectReader.Open(entry.Value, subject, mistakes, IssuerShape.Object.Names) is not { } reader)
        {
            return null;
        }

        var preset = PresetEntry.Read(reader, mistakes);
        reader.Require("Issuer", entry.Place, "the exact \"iss\" of its tokens");
        var identifier = reader.Text("Issuer");
        var address = identifier is null ? null : Address.ReadSecure(identifier, "\"Issuer\"", development, mistakes);
        if (address is not null)
        {
            PresetEntry.CheckForm(identifier!, preset, mistakes);
        }

        var metadata = reader.Text("Metadata") is { } own
            ? Address.ReadSecure(own, "\"Metadata\"", development, mistakes)
            : address is null ? null : Discovery(identifier!.Value);
        var scopeClaim = reader.Text("ScopeClaim")?.Value;
        var clientClaim = reader.Text("ClientClaim")?.Value ?? preset.ClientClaim;
        var issuer = new Issuer(
            entry.Name,
            identifier?.Value ?? "",
            metadata!,
            ReadAudiences(reader, entry.Place, preset, mistakes),
            SignatureAlgorithms.Read(reader, mistakes),
            TokenTypes.Read(reader, preset, mistakes),
            scopeClaim ?? preset.ScopeClaim,
            clientClaim,
            // The claim that names the client has another name at this issuer: whatever the preset says of it, it says of the new name.
            [.. preset.RequiredClaims.Select(claim => Renamed(claim))],
            [.. preset.MachineMarks.Select(RenamedMark)],
            // More than five minutes of skew would make an expired token a usable one.
            Duration.Read(reader, "ClockSkew", "0s", "5m", "30s", mistakes) ?? ClockSkewDefault)
        {
            Preset = preset.Name,
            UserMarks = [.. preset.UserMarks.Select(RenamedMark)],
            RequiredTests = preset.RequiredTests,
            // The file names one claim, and means it for everybody.
            AppScopeClaim = scopeClaim is null ? preset.AppScopeClaim : null,
            PermissionsClaim = PresetEntry.ReadPermissionsAsScopes(reader, preset, mistakes) ? "permissions" : null,
            Clients = ReadClients(reader, entry.Place, preset, mistakes),
            MaxTokenAge = Duration.Read(reader, "MaxTokenAge", "1m", "365d", "1h", mistakes),
            Introspection = IntrospectionEntry.Read(reader, development, mistakes),
            Place = entry.Place.ToString(),
        };
        return metadata is null || address is null ? null : issuer;

        [return: NotNullIfNotNull(nameof(claim))]
        string? Renamed(string? claim) => claim == preset.ClientClaim ? clientClaim : claim;

        CallerMark RenamedMark(CallerMark mark) => new([.. mark.Tests.Select(test => test with
        {
            Claim = Renamed(test.Claim),
            Operand = test.Kind == ClaimTestKind.SameAs ? Renamed(test.Operand) : test.Operand,
        })]);
    }

    /// <summary>OpenID Connect Discovery 1.0 section 4: the path is appended after any final slash of the issuer is removed.</summary>
    private static Uri Discovery(string identifier) =>
        new((identifier.EndsWith('/') ? identifier[..^1] : identifier) + "/.well-known/openid-configuration");

    /// <summary>Without an audience, a token that the issuer made for another service would be accepted.</summary>
    private static ImmutableArray<string> ReadAudiences(ObjectReader reader, Place place, IssuerPreset preset, MistakeList mistakes)
    {
        var member = preset.HasAudience
            ? reader.Require("Audience", place, "without it a token that the issuer made for another service would be accepted (RFC 9068 section 4)")
            : reader.Find("Audience");
        if (member is null)
        {
            return [];
        }

        return member.Value is JsonArray
            ? [.. reader.Texts("Audience").Select(audience => audience.Value)]
            : reader.Text("Audience") is { } single ? [single.Value] : [];
    }

    private static ImmutableArray<string> ReadClients(ObjectReader reader, Place place, IssuerPreset preset, MistakeList mistakes)
    {
        if (!preset.HasAudience)
        {
            reader.Require("Clients", place, $"tokens of preset {Wording.Quote(preset.Name)} have no audience, and the clients you name take its place");
        }

        return [.. reader.Texts("Clients").Select(client => client.Value)];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    public static partial Regex Name { get; }
}
