using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>The name of a claim, where the file writes it as a key: anything but blank (RFC 7519 section 4 does not restrict it).</summary>
internal static class ClaimName
{
    public static void Check(string name, Place place, MistakeList mistakes)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            mistakes.Add(place, MistakeCode.EmptyValue, "a claim needs a name");
        }
    }
}
