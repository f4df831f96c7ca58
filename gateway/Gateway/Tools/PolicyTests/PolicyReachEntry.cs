using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>One entry of <c>Reach</c>.</summary>
internal sealed class PolicyReachEntry(RouteTable table, PersonaList personas, MistakeList mistakes)
{
    private readonly KnownNames operations = new(
        [.. table.Operations.Select(operation => operation.Id)],
        PolicyTestMistakeCode.UnknownOperation,
        "is not an operation of the routes file");

    public PolicyReach? Read(JsonMember entry)
    {
        var persona = personas.Find(new JsonText(entry.Place, entry.Name, entry.Name));
        var subject = $"\"Reach\" of {Wording.Quote(entry.Name)}";
        // To reach nothing is something to say of a persona.
        var names = entry.Value is JsonArray { Items.IsEmpty: true } ? [] : JsonValue.Texts(entry.Value, subject, mistakes);
        var reached = names.Select(Find).OfType<Operation>().ToList();
        return persona is null ? null : new PolicyReach(persona, [.. reached], entry.Place.ToString());
    }

    private Operation? Find(JsonText name)
    {
        var known = operations.Find(name, mistakes);
        var operation = table.Operations.FirstOrDefault(operation => operation.Id == known);
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
