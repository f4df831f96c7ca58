using System.Globalization;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication.Revocation;

/// <summary>
/// Reads a revocation as it is written in the file and in a request to the admin listener, strictly: a misspelt member would revoke nothing
/// and look as if it had.
/// </summary>
internal sealed class RevocationReader(RoutesInForce routes)
{
    private const int ValueLengthMax = 1024;

    private static readonly string[] Members = ["issuer", "jti", "subject", "client", "issued_before", "until"];
    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="issuedBefore">When the entry does not say, and has to; null: it has to say so itself.</param>
    /// <returns>The entry, or what is wrong with it.</returns>
    public (RevocationEntry? Entry, string? Mistake) Read(JsonElement json, DateTimeOffset? issuedBefore)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, "a revocation is an object");
        }

        if (json.EnumerateObject().FirstOrDefault(m => !Members.Contains(m.Name, StringComparer.Ordinal)) is { Value.ValueKind: not JsonValueKind.Undefined })
        {
            return (null, $"a revocation has no other members than {string.Join(", ", Members)}");
        }

        if (json.EnumerateObject().Any(m => m.Value.ValueKind != JsonValueKind.String || m.Value.GetString() is not { Length: > 0 and <= ValueLengthMax }))
        {
            return (null, $"each member of a revocation is a string of 1 to {ValueLengthMax} characters");
        }

        var name = Text(json, "issuer");
        if (routes.Table.Issuers.FirstOrDefault(known => known.Name == name) is not { } issuer)
        {
            return (null, "\"issuer\" has to be the name of an issuer in the routes file");
        }

        (RevocationKind Kind, string? Value)[] named =
        [
            (RevocationKind.Token, Text(json, "jti")), (RevocationKind.Subject, Text(json, "subject")), (RevocationKind.Client, Text(json, "client")),
        ];
        if (named.Count(one => one.Value is not null) != 1)
        {
            return (null, "a revocation names exactly one of \"jti\", \"subject\" and \"client\"");
        }

        var (kind, value) = named.Single(one => one.Value is not null);
        if (!TryTime(json, "issued_before", out var before) || !TryTime(json, "until", out var until))
        {
            return (null, "\"issued_before\" and \"until\" are times by RFC 3339, like \"2030-01-31T12:00:00Z\"");
        }

        if (kind == RevocationKind.Token)
        {
            return before is null
                ? (new RevocationEntry(issuer.Name, issuer.Identifier, kind, value!, null, until), null)
                : (null, "\"issued_before\" does not go with \"jti\": one token is revoked whenever it was issued");
        }

        return (before ?? issuedBefore) is { } time
            ? (new RevocationEntry(issuer.Name, issuer.Identifier, kind, value!, time, until), null)
            : (null, "\"subject\" and \"client\" need \"issued_before\"");
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static bool TryTime(JsonElement json, string name, out DateTimeOffset? time)
    {
        time = null;
        if (Text(json, name) is not { } text)
        {
            return true;
        }

        // K alone takes a time without an offset too, which would mean another moment on every machine.
        if ((text[^1] != 'Z' && (text.Length < 6 || text[^6] is not ('+' or '-')))
            || !DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = parsed.ToUniversalTime();
        return true;
    }
}
