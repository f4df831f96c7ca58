using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>A claim, where the file names one: anything but blank (RFC 7519 section 4 does not restrict it), or a JSON Pointer.</summary>
internal static class ClaimName
{
    public static void Check(string name, Place place, MistakeList mistakes)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            mistakes.Add(place, MistakeCode.EmptyValue, "a claim needs a name");
        }
        else if (ClaimPath.Problem(name) is { } problem)
        {
            mistakes.Add(place, MistakeCode.BadPointer, $"{Wording.Quote(name)} {problem}");
        }
    }
}
