using System.Text.Json.Serialization;

namespace Gateway.Routes;

/// <summary>A file that the policy names. Where the policy itself lies does not make it another policy.</summary>
/// <param name="Written">As the policy names it.</param>
/// <param name="Path">Where it is: a relative path begins where the file is in which it is written, not where the gateway was started.</param>
internal sealed record NamedFile(string Written, [property: JsonIgnore] string Path)
{
    public static NamedFile Of(Json.JsonText text) =>
        new(text.Value, System.IO.Path.Combine(System.IO.Path.GetDirectoryName(text.Place.File) ?? "", text.Value));
}
