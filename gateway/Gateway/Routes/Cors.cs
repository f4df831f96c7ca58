using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>Which pages of other origins may call, and read the answer (Fetch standard, section 3.3).</summary>
/// <param name="Origins">Exactly as browsers send them in <c>Origin</c>; or <see cref="AnyOrigin"/> alone.</param>
/// <param name="Headers">What such a page may set on a request beyond what every page may.</param>
/// <param name="Expose">What it may read of an answer beyond what the gateway itself writes.</param>
/// <param name="Credentials">Whether the browser sends its cookies along.</param>
/// <param name="MaxAge">How long a browser may remember the answer to a preflight.</param>
internal sealed record Cors(
    ImmutableArray<string> Origins, ImmutableArray<string> Headers, ImmutableArray<string> Expose, bool Credentials, TimeSpan MaxAge)
{
    public const string AnyOrigin = "*";

    public bool IsForEveryOrigin => Origins is [AnyOrigin];
}
