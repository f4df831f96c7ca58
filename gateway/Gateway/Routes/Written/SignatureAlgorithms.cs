using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>The <c>Algorithms</c> of an issuer: some of the accepted ones, never others.</summary>
internal static class SignatureAlgorithms
{
    public static ImmutableArray<string> Read(ObjectReader reader, MistakeList mistakes)
    {
        if (!reader.Has("Algorithms"))
        {
            return IssuerPreset.DefaultAlgorithms;
        }

        var names = reader.Texts("Algorithms");
        foreach (var name in names.Where(name => !IssuerPreset.DefaultAlgorithms.Contains(name.Value)))
        {
            var (code, problem) = Refusal(name.Value);
            mistakes.Add(name.Place, code, $"{Wording.Quote(name.Written)} {problem}");
        }

        return [.. names.Select(name => name.Value)];
    }

    private static (string Code, string Problem) Refusal(string name) =>
        name.Equals("none", StringComparison.OrdinalIgnoreCase) || name.StartsWith("HS", StringComparison.OrdinalIgnoreCase)
            ? (MistakeCode.UnsafeAlgorithm, "is never accepted: with it, others than the issuer can make tokens")
            : (MistakeCode.UnknownAlgorithm,
                $"is not one of {Wording.List(IssuerPreset.DefaultAlgorithms)}{DidYouMean.For(name, IssuerPreset.DefaultAlgorithms)}");
}
