using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>One entry of <c>Reach</c>.</summary>
internal sealed class PolicyReachEntry(RouteTable table, PersonaList personas, MistakeList mistakes)
{
    public PolicyReach? Read(JsonMember entry)
    {
        var persona = personas.Find(new JsonText(entry.Place, entry.Name, entry.Name));
        var subject = $"\"Reach\" of {Wording.Quote(entry.Name)}";
        // To reach nothing is something to say of a persona.
        var names = entry.Value is JsonArray { Items.IsEmpty: true } ? [] : JsonValue.Texts(entry.Value, subject, mistakes);
        var operations = names.Select(Find).OfType<Operation>();
        return persona is null ? null : new PolicyReach(persona, [.. operations], $"{mistakes.FileName}:{entry.Place.Line}");
    }

    private Operation? Find(JsonText name)
    {
        var known = KnownName.Find(
            name, table.Operations.Select(operation => operation.Id), PolicyTestMistakeCode.UnknownOperation, "is not an operation of the routes file", mistakes);
        var operation = table.Operations.FirstOrDefault(operation => operation.Id == known?.Value);
        if (operation?.Requirement is Requirement.Public)
        {
            mistakes.Add(
                name.Place,
                PolicyTestMistakeCode.PublicOperation,
                $"{Wording.Quote(name.Written)} is public: whoever it is, they reach it; leave it out and test it with a call");
        }

        return operation;
    }
}
