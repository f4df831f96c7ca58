namespace Gateway.Routes.Json;

/// <summary>
/// RFC 7396: objects are merged, <c>null</c> removes, everything else replaces, arrays as a whole. What is merged keeps its place, what is
/// replaced has its new one. One thing is stricter: to remove what is not there is a mistake, since it is a name that somebody mistyped, and
/// what was to be removed would stay.
/// </summary>
internal static class JsonMergePatch
{
    public static JsonNode Apply(JsonNode target, JsonNode patch, MistakeList mistakes)
    {
        if (patch is not JsonObject changes)
        {
            return patch;
        }

        var result = target as JsonObject ?? changes with { Members = [] };
        foreach (var change in changes.Members)
        {
            result = Apply(result, change, mistakes);
        }

        return result;
    }

    private static JsonObject Apply(JsonObject target, JsonMember change, MistakeList mistakes)
    {
        var before = target.Members.FirstOrDefault(member => member.Name == change.Name);
        if (change.Value is JsonNull)
        {
            if (before is null)
            {
                var cure = DidYouMean.For(change.Name, target.Members.Select(member => member.Name));
                mistakes.Add(
                    change.Place,
                    MistakeCode.NothingToRemove,
                    $"{Wording.Quote(change.Name)} is null, which removes it, and there is nothing of this name in {target.Place}{cure}");
                return target;
            }

            return target with { Members = target.Members.Remove(before) };
        }

        if (before is null)
        {
            return target with { Members = target.Members.Add(change with { Value = Apply(new JsonNull(change.Place), change.Value, mistakes) }) };
        }

        var after = change with { Value = Apply(before.Value, change.Value, mistakes) };
        var merged = before.Value is JsonObject && change.Value is JsonObject;
        return target with { Members = target.Members.Replace(before, merged ? after with { Place = before.Place } : after) };
    }
}
