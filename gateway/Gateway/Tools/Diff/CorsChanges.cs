using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Diff;

/// <summary>
/// Which pages may call now. A page still needs a token, so another named origin is only notable; every page, or one that calls with the
/// browser's cookies, is what a reviewer has to agree to.
/// </summary>
internal static class CorsChanges
{
    public static bool IsWeaker(Cors? old, Cors? @new) =>
        @new is not null
        && ((@new.IsForEveryOrigin && old is not { IsForEveryOrigin: true }) || (@new.Credentials && old is not { Credentials: true }));

    public static IEnumerable<string> Notes(Cors? old, Cors? @new)
    {
        var (before, after) = (OriginsOf(old), OriginsOf(@new));
        if (after.Except(before).ToList() is { Count: > 0 } more)
        {
            yield return $"pages of more origins may call: {Wording.List(more)}";
        }

        if (before.Except(after).ToList() is { Count: > 0 } fewer)
        {
            yield return $"pages of fewer origins may call: {Wording.List(fewer)}";
        }

        if ((old?.Credentials ?? false) != (@new?.Credentials ?? false))
        {
            yield return @new is { Credentials: true } ? "pages may call with the browser's cookies" : "pages may not call with the browser's cookies any more";
        }
    }

    private static ImmutableArray<string> OriginsOf(Cors? cors) => cors?.Origins ?? [];
}
