using System.Globalization;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>Resilience</c> of an API. What it does not say, it has as an API without it.</summary>
internal static class ResilienceEntry
{
    private const string Breaker = "CircuitBreaker";
    private const int CountMax = 1_000_000;

    public static Resilience Read(ObjectReader api, MistakeList mistakes)
    {
        var otherwise = Resilience.Default;
        if (api.Find("Resilience") is not { } member
            || ObjectReader.Open(member.Value, "\"Resilience\"", mistakes, ResilienceShape.Object.Names) is not { } reader)
        {
            return otherwise;
        }

        return new Resilience(
            reader.Flag("Retry") ?? otherwise.Retry,
            reader.Find(Breaker) is { } breaker ? ReadBreaker(breaker.Value, mistakes) : otherwise.CircuitBreaker,
            ReadCount(reader, "MaxConcurrentRequests", 1, mistakes));
    }

    private static CircuitBreaker? ReadBreaker(JsonNode node, MistakeList mistakes)
    {
        // Only false says something: true would leave open what.
        if (node is JsonBoolean { Value: false }
            || ObjectReader.Open(node, $"\"{Breaker}\"", mistakes, ResilienceShape.Breaker.Names) is not { } reader)
        {
            return null;
        }

        var otherwise = CircuitBreaker.Default;
        return new CircuitBreaker(
            ReadRatio(reader, mistakes) ?? otherwise.FailureRatio,
            ReadCount(reader, "MinimumRequests", 2, mistakes) ?? otherwise.MinimumRequests,
            Duration.Read(reader, "Window", "1s", "5m", "10s", mistakes) ?? otherwise.Window,
            Duration.Read(reader, "Break", "1s", "5m", "5s", mistakes) ?? otherwise.Break);
    }

    private static int? ReadCount(ObjectReader reader, string name, int from, MistakeList mistakes) => Read(
        reader,
        name,
        digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= from && count <= CountMax ? count : null,
        $"a whole number from {from} to {CountMax}",
        mistakes) is { } number ? (int)number : null;

    private static double? ReadRatio(ObjectReader reader, MistakeList mistakes) => Read(
        reader,
        "FailureRatio",
        digits => double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0.01 and <= 1 ? ratio : null,
        "a number from 0.01 to 1",
        mistakes);

    private static double? Read(ObjectReader reader, string name, Func<string, double?> parse, string form, MistakeList mistakes)
    {
        switch (reader.Find(name)?.Value)
        {
            case null or JsonUnusable:
                return null;
            case JsonNumber number when parse(number.Digits) is { } value:
                return value;
            case JsonNumber number:
                mistakes.Add(number.Place, MistakeCode.BadLimit, $"{Wording.Quote(name)} {number.Digits} has to be {form}");
                return null;
            case var other:
                mistakes.Add(other.Place, MistakeCode.WrongType, $"{Wording.Quote(name)} has to be a number, not {other.Kind}");
                return null;
        }
    }
}
