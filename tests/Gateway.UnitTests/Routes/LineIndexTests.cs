using System.Text;
using Gateway.Routes.Json;

namespace Gateway.UnitTests.Routes;

public sealed class LineIndexTests
{
    private const string Text = "{ \"ä\": 1,\n\n  \"😀\": \"é\", \"x\": [\r\n1]\n}";

    [Fact]
    public void A_place_is_the_same_in_whatever_order_places_are_asked_for()
    {
        var offsets = Enumerable.Range(0, Text.Length + 1)
            .Where(index => index == Text.Length || !char.IsLowSurrogate(Text[index]))
            .Select(index => (Offset: Encoding.UTF8.GetByteCount(Text.AsSpan(0, index)), Place: PlaceOf(index)))
            .ToArray();
        var shuffled = offsets.ToArray();
        new Random(1).Shuffle(shuffled);
        foreach (var order in new[] { offsets, [.. offsets.Reverse()], shuffled })
        {
            var lines = new LineIndex("a.json", Encoding.UTF8.GetBytes(Text));
            Assert.All(order, asked => Assert.Equal(asked.Place, lines.At(asked.Offset)));
        }
    }

    private static Place PlaceOf(int index) =>
        new("a.json", Text.Take(index).Count(character => character == '\n') + 1, index - Text.LastIndexOf('\n', Math.Max(0, index - 1), Math.Max(0, index)));
}
