using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>JSON such as no test's author would think of: any character, nesting, long arrays; the same for the same seed.</summary>
internal sealed class ArbitraryJson(int seed)
{
    private static readonly string[] Awkward = ["", " ", "\"", "\\", "\0", "\r\n", "\u2028", "\ufeff", "e\u0301", "%0d%0a", "a,b", "=?utf-8?", "𝄞", "https://a.b/c~1d"];

    private readonly Random random = new(seed);

    public JsonObject Object(int depth = 0)
    {
        var made = new JsonObject();
        for (var i = random.Next(6); i > 0; i--)
        {
            made[Text()] = Value(depth + 1);
        }

        return made;
    }

    public string Text()
    {
        if (random.Next(4) == 0)
        {
            return Awkward[random.Next(Awkward.Length)];
        }

        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
        {
            // Every character there is, but for the halves of surrogate pairs, which are no characters.
            var code = random.Next(3) == 0 ? random.Next(0x20, 0x7f) : random.Next(0x110000);
            text.Append(Rune.IsValid(code) ? new Rune(code) : new Rune('x'));
        }

        return text.ToString();
    }

    private JsonNode? Value(int depth) => random.Next(depth > 5 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(),
        3 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        4 => Text(),
        5 => Object(depth),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(10) == 0 ? 300 : random.Next(5)).Select(_ => Value(depth + 2))]),
    };
}
