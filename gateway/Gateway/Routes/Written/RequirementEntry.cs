using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>
/// The right side of an operation: what it asks of its caller. Silence is refusal, so an operation that needs no scope says so by
/// <c>AnyToken</c> or <c>Public</c>, and neither stands beside anything it would make void.
/// </summary>
internal sealed class RequirementEntry(ConditionsEntry conditions, MistakeList mistakes)
{
    private const string HowToAskNothing =
        "write { \"AnyToken\": true } to let every token in, or { \"Public\": true, \"Why\": \"…\" } to let everyone in";

    public Requirement? Read(JsonMember operation)
    {
        var subject = $"operation {Wording.Quote(operation.Name)}";
        switch (operation.Value)
        {
            case JsonText name:
                return conditions.Read(name, $"the scope of {subject}");
            case JsonArray:
                mistakes.Add(
                    operation.Value.Place,
                    MistakeCode.BadScopes,
                    "a list of scopes has to say what it means: "
                    + "{ \"Scopes\": { \"AllOf\": [ … ] } } or { \"Scopes\": { \"AnyOf\": [ … ] } }");
                return null;
            case JsonObject known:
                return Read(ObjectReader.Open(known, subject, mistakes, RequirementShape.Object.Names)!, subject);
            case JsonUnusable:
                return null;
            default:
                mistakes.Add(
                    operation.Value.Place,
                    MistakeCode.WrongType,
                    $"what {subject} needs has to be a scope (a string) or an object, not {operation.Value.Kind}");
                return null;
        }
    }

    private Requirement? Read(ObjectReader reader, string subject)
    {
        if (reader.Find("Public") is { } open)
        {
            RefuseBeside(reader, "Public", [.. ConditionsEntry.Members, "AnyToken", CandidateEntry.Member]);
            reader.Require("Why", open.Place, "say why everyone may call it");
            var why = reader.Text("Why");
            return IsTrue(reader, open) && why is not null ? new Requirement.Public(why.Value) : null;
        }

        if (reader.Find("Why") is { } stray)
        {
            mistakes.Add(stray.Place, MistakeCode.ConflictingMembers, "\"Why\" gives the reason for \"Public\": true, which is not here");
        }

        if (reader.Find("AnyToken") is { } any)
        {
            RefuseBeside(reader, "AnyToken", ConditionsEntry.Members);
            return IsTrue(reader, any) ? conditions.Nothing : null;
        }

        if (ConditionsEntry.Members.Any(reader.Has))
        {
            return conditions.Read(reader);
        }

        // A candidate asks for nothing yet, and a limit is none.
        if (reader.HasNothingBut(CandidateEntry.Member, RateLimitEntry.Member, MaxBodyEntry.Member, DeprecatedEntry.Member, TimeoutEntry.Member, PriorityEntry.Member))
        {
            mistakes.Add(reader.Place, MistakeCode.NoRequirement, $"{subject} asks for nothing; {HowToAskNothing}");
        }

        return null;
    }

    private void RefuseBeside(ObjectReader reader, string name, IEnumerable<string> others)
    {
        foreach (var other in others.Select(reader.Find).OfType<JsonMember>())
        {
            mistakes.Add(
                other.Place,
                MistakeCode.ConflictingMembers,
                $"{Wording.Quote(other.Name)} beside {Wording.Quote(name)}: one of the two would not hold; keep the one that is meant");
        }
    }

    /// <summary>False could be read as "not public, but what then?", so there is only true.</summary>
    private bool IsTrue(ObjectReader reader, JsonMember member)
    {
        var value = reader.Flag(member.Name);
        if (value == false)
        {
            var message = $"{Wording.Quote(member.Name)} can only be true; leave it out and name what is asked for";
            mistakes.Add(member.Value.Place, MistakeCode.MustBeTrue, message);
        }

        return value == true;
    }
}
