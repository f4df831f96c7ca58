using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary><c>Timeout</c> of an API, or of an operation, which then has not the API's.</summary>
internal static class TimeoutEntry
{
    public const string Member = "Timeout";
    public const string Shortest = "1s";
    public const string Longest = "1h";

    public static TimeSpan? Read(JsonNode? written, MistakeList mistakes) => Duration.Read(written, Member, Shortest, Longest, "30s", mistakes);

    /// <summary>Of an API, for which YARP's words would do as well: not both.</summary>
    public static TimeSpan? Read(ObjectReader api, YarpEntry? yarp, MistakeList mistakes)
    {
        var member = api.Find(Member);
        if (member is not null && yarp?.Route.Timeout is not null)
        {
            mistakes.Add(member.Place, MistakeCode.ConflictingMembers, "\"Timeout\" beside \"Timeout\" in \"Yarp\"; keep this one");
        }

        return Read(member?.Value, mistakes) ?? yarp?.Route.Timeout;
    }
}
