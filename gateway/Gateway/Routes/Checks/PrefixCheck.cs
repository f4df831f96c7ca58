using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Routes.Checks;

/// <summary>Two APIs cannot have one prefix; nested prefixes are fine as long as their operations do not clash.</summary>
internal static class PrefixCheck
{
    public static void Check(IEnumerable<ApiEntry> apis, MistakeList mistakes)
    {
        var owners = new Dictionary<string, ApiEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var api in apis.Where(api => !owners.TryAdd(api.Api.Prefix, api)))
        {
            var owner = owners[api.Api.Prefix];
            mistakes.Add(
                api.Place,
                MistakeCode.DuplicatePrefix,
                $"API {Wording.Quote(api.Api.Name)} has the prefix of API {Wording.Quote(owner.Api.Name)} "
                + $"({owner.Place}); give it another, or write its operations there");
        }
    }
}
