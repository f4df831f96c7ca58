using System.Collections.Immutable;
using Gateway.Downstream;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>
/// The <c>TokenTypes</c> of an issuer, without <c>application/</c> (RFC 7515 section 4.1.9 recommends to leave it out). None of them is
/// empty: to accept tokens without a type is a preset's decision, not a file's.
/// </summary>
internal static class TokenTypes
{
    private const string Application = "application/";

    public static ImmutableArray<string> Read(ObjectReader reader, IssuerPreset preset, MistakeList mistakes)
    {
        if (!reader.Has("TokenTypes"))
        {
            return preset.TokenTypes;
        }

        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var text in reader.Texts("TokenTypes"))
        {
            var type = text.Value.StartsWith(Application, StringComparison.OrdinalIgnoreCase) ? text.Value[Application.Length..] : text.Value;
            if (string.IsNullOrWhiteSpace(type))
            {
                mistakes.Add(text.Place, MistakeCode.EmptyValue, $"{Wording.Quote(text.Written)} names no type; write one, like \"at+jwt\"");
                continue;
            }

            if (type.Equals(ClaimHeaders.AssertionType, StringComparison.OrdinalIgnoreCase))
            {
                mistakes.Add(
                    text.Place,
                    MistakeCode.RefusedSetting,
                    $"{Wording.Quote(text.Written)} is the type of what the gateway tells services; no client may bring it");
                continue;
            }

            types.Add(type);
        }

        return types.ToImmutable();
    }
}
