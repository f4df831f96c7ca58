using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>The <c>Introspection</c> of an issuer: how its opaque tokens are asked about.</summary>
internal static class IntrospectionEntry
{
    private static readonly TimeSpan CacheForDefault = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NegativeCacheForDefault = TimeSpan.FromSeconds(5);

    /// <summary>A token that its issuer withdraws goes on to be accepted for as long.</summary>
    private static readonly TimeSpan CacheForMax = TimeSpan.FromMinutes(15);

    /// <summary>A token that becomes active goes on to be refused for as long.</summary>
    private static readonly TimeSpan NegativeCacheForMax = TimeSpan.FromSeconds(60);

    public static Introspection? Read(ObjectReader issuer, bool development, MistakeList mistakes)
    {
        var reader = issuer.Find("Introspection") is { } member
            ? ObjectReader.Open(member.Value, "\"Introspection\"", mistakes, IntrospectionShape.Object.Names)
            : null;
        if (reader is null)
        {
            return null;
        }

        reader.Require("ClientId", reader.Place, "as whom the gateway asks the issuer");
        CheckCredential(reader, mistakes);
        return new Introspection(
            reader.Text("ClientId")?.Value ?? "",
            ReadFile(reader, "ClientSecretFile"),
            ReadFile(reader, "PrivateKeyFile"),
            reader.Text("Endpoint") is { } endpoint ? Address.ReadSecure(endpoint, "\"Endpoint\"", development, mistakes) : null,
            ReadDuration(reader, "CacheFor", CacheForDefault, CacheForMax, "15m", mistakes),
            ReadDuration(reader, "NegativeCacheFor", NegativeCacheForDefault, NegativeCacheForMax, "60s", mistakes),
            reader.Flag("SignedResponse") ?? false);
    }

    /// <summary>An opaque token does not say whose it is, and to ask several issuers would show it to strangers.</summary>
    public static void CheckOnlyOne(IEnumerable<Issuer> before, JsonMember entry, MistakeList mistakes)
    {
        if (before.FirstOrDefault(issuer => issuer.Introspection is not null) is { } first)
        {
            mistakes.Add(
                entry.Value.At("Introspection")!.Place,
                MistakeCode.SecondIntrospection,
                $"issuer {Wording.Quote(first.Name)} has \"Introspection\" already, and an opaque token does not say whose it is; keep one");
        }
    }

    private static void CheckCredential(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Has("ClientSecretFile") && reader.Find("PrivateKeyFile") is { } second)
        {
            const string message = "\"PrivateKeyFile\" and \"ClientSecretFile\" exclude each other; keep the one that the issuer knows";
            mistakes.Add(second.Place, MistakeCode.ConflictingMembers, message);
        }
        else if (!reader.Has("ClientSecretFile") && !reader.Has("PrivateKeyFile"))
        {
            const string message = "\"Introspection\" has no \"ClientSecretFile\" or \"PrivateKeyFile\": how the issuer knows the gateway";
            mistakes.Add(reader.Place, MistakeCode.MissingMember, message);
        }
    }

    private static string? ReadFile(ObjectReader reader, string name) => reader.Text(name) is { } text ? NamedFile.Of(text).Path : null;

    private static TimeSpan ReadDuration(
        ObjectReader reader, string name, TimeSpan fallback, TimeSpan max, string maxAsWritten, MistakeList mistakes)
    {
        if (reader.Text(name) is not { } text)
        {
            return fallback;
        }

        if (Duration.TryParse(text.Value) is { } duration && duration <= max)
        {
            return duration;
        }

        mistakes.Add(
            text.Place,
            MistakeCode.BadDuration,
            $"\"{name}\" {Wording.Quote(text.Written)} has to be a duration from \"0s\" to \"{maxAsWritten}\", like \"30s\"");
        return fallback;
    }
}
