using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>MaxBody</c> of an API, or of an operation, which then has nothing of the API's: a size, or <c>none</c>.</summary>
internal static class MaxBodyEntry
{
    public const string Member = "MaxBody";

    /// <summary>What counts where neither has it.</summary>
    public const string OfProcess = "the process's, `30MB` unless it is set";

    /// <summary>As YARP writes that there is no limit.</summary>
    public const long NoLimit = -1;

    private const string None = "none";

    public static readonly ValueShape Shape = Values.Form("size, or `none`", $"^(?:{ByteSize.Pattern}|{None})$");

    /// <summary>In bytes; null when it is not there, or is reported as no size.</summary>
    public static long? Read(JsonNode? node, MistakeList mistakes)
    {
        if (node is null || JsonValue.Text(node, $"\"{Member}\"", mistakes) is not { } text)
        {
            return null;
        }

        if (text.Value == None)
        {
            return NoLimit;
        }

        if (ByteSize.TryParse(text.Value) is { } size)
        {
            return size.Bytes;
        }

        mistakes.Add(text.Place, MistakeCode.BadSize, $"\"{Member}\" {Wording.Quote(text.Written)} has to be a size like \"100MB\" or \"64KiB\", or \"{None}\"");
        return null;
    }
}
