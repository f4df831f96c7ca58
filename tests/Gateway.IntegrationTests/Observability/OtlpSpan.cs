using System.Buffers.Binary;
using System.Text;

namespace Gateway.IntegrationTests.Observability;

/// <summary>A span out of an <c>ExportTraceServiceRequest</c>: as much of protobuf's wire format and of OTLP 1.x as that takes.</summary>
internal sealed record OtlpSpan(string Name, string Id, string Parent, int Kind, IReadOnlyDictionary<string, string> Attributes, bool Failed)
{
    public static IEnumerable<OtlpSpan> Of(byte[] request) =>
        from resource in Fields(request)
        where resource.Number == 1
        from scope in Fields(resource.Bytes)
        where scope.Number == 2
        from span in Fields(scope.Bytes)
        where span.Number == 2
        select Read([.. Fields(span.Bytes)]);

    private static OtlpSpan Read(List<(int Number, byte[] Bytes, long Value)> fields) => new(
        Text(fields, 5),
        Convert.ToHexString(fields.FirstOrDefault(field => field.Number == 2).Bytes ?? []),
        Convert.ToHexString(fields.FirstOrDefault(field => field.Number == 4).Bytes ?? []),
        (int)fields.FirstOrDefault(field => field.Number == 6).Value,
        fields.Where(field => field.Number == 9)
            .Select(field => Fields(field.Bytes).ToList())
            .ToDictionary(pair => Text(pair, 1), pair => ValueOf(pair[^1].Bytes)),
        fields.Where(field => field.Number == 15).SelectMany(field => Fields(field.Bytes)).Any(field => field is { Number: 3, Value: 2 }));

    private static string Text(List<(int Number, byte[] Bytes, long Value)> fields, int number) =>
        Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    private static string ValueOf(byte[] any) =>
        Fields(any).Select(field => field.Number == 1 ? Encoding.UTF8.GetString(field.Bytes) : $"{field.Value}").FirstOrDefault("");

    private static IEnumerable<(int Number, byte[] Bytes, long Value)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            byte[] bytes = [];
            long value = 0;
            switch (key & 7)
            {
                case 0:
                    value = Varint(message, ref at);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(at));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    bytes = message[at..(at + length)];
                    at += length;
                    break;
                default:
                    at += 4;
                    break;
            }

            yield return ((int)(key >> 3), bytes, value);
        }
    }

    private static long Varint(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
