using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>Forward</c>: claims that the service gets in headers of its own choosing.</summary>
internal static class ForwardEntry
{
    public static ImmutableArray<ForwardedClaim> Read(JsonNode node, MistakeList mistakes)
    {
        var forward = ImmutableArray.CreateBuilder<ForwardedClaim>();
        foreach (var member in JsonValue.NonEmptyMembers(node, "\"Forward\"", mistakes))
        {
            ClaimName.Check(member.Name, member.Place, mistakes);
            var (header, encoding, required) = ReadTarget(member, mistakes);
            if (header is null)
            {
                continue;
            }

            if (ForwardedHeader.Problem(header.Value) is { } problem)
            {
                mistakes.Add(header.Place, MistakeCode.RefusedHeader, $"{Wording.Quote(header.Written)} {problem}; choose another header");
            }
            else if (forward.FirstOrDefault(other => HeaderName.Fold(other.Header) == HeaderName.Fold(header.Value)) is { } same)
            {
                mistakes.Add(
                    header.Place,
                    MistakeCode.DuplicateHeader,
                    $"{Wording.Quote(header.Written)} already carries {Wording.Quote(same.Claim)}; choose another header");
            }

            forward.Add(new ForwardedClaim(member.Name, header.Value, encoding, required));
        }

        return forward.ToImmutable();
    }

    private static (JsonText? Header, HeaderEncoding Encoding, bool Required) ReadTarget(JsonMember member, MistakeList mistakes)
    {
        var subject = $"the header of claim {Wording.Quote(member.Name)}";
        if (member.Value is not JsonObject)
        {
            return (JsonValue.Text(member.Value, subject, mistakes), HeaderEncoding.Plain, false);
        }

        var reader = ObjectReader.Open(member.Value, subject, mistakes, ForwardShape.Object.Names)!;
        reader.Require("Header", member.Place, "its name");
        var encoding = reader.Choice(
            "Encoding",
            MistakeCode.BadEncoding,
            ("plain", HeaderEncoding.Plain),
            ("base64url", HeaderEncoding.Base64Url),
            ("json", HeaderEncoding.Json),
            ("structured-field", HeaderEncoding.StructuredField));
        return (reader.Text("Header"), encoding ?? HeaderEncoding.Plain, reader.Flag("Required") ?? false);
    }
}
