using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>
/// What every verifier has to refuse. Each is wrong in one way and right in every other, as far as that can be: a verifier that leaves one
/// check out takes at least one of them.
/// </summary>
internal sealed class BadVectors(VectorKeys keys)
{
    public const string Method = "GET";
    public const string Path = "/7";
    public const long Now = Vectors.Draft.MadeAt + 10;

    public VectorKeys Keys => keys;

    public IReadOnlyList<VectorCase> All() =>
    [
        .. BadLines.Cases(this), .. BadForm.Cases(this), .. BadHeader.Cases(this), .. BadKeys.Cases(this), .. BadAlgorithms.Cases(this),
        .. BadSignatures.Cases(this), .. BadTime.Cases(this), .. BadAudience.Cases(this), .. BadMembers.Cases(this), .. BadJson.Cases(this),
        .. BadBinding.Cases(this),
    ];

    /// <summary>A good assertion but for the change.</summary>
    public Draft Draft(string name, Action<JsonObject>? change = null) => Vectors.Draft.Of(name, Method, Path, keys.First, change);

    public static VectorCase Case(string name, string why, params string[] lines) => new(name, lines, Now, Method, Path, null, why);
}
