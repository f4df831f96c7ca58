using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>The personas of a file, for whatever in it names one.</summary>
/// <param name="Names">As written, so that one with a mistake of its own is not called unknown as well.</param>
/// <param name="Read">Those that could be read.</param>
internal sealed record PersonaList(ImmutableArray<string> Names, ImmutableArray<Persona> Read, MistakeList Mistakes)
{
    public Persona? Find(JsonText? name)
    {
        var known = KnownName.Find(name, Names, PolicyTestMistakeCode.UnknownPersona, "is not one of the file's \"Personas\"", Mistakes);
        return Read.FirstOrDefault(persona => persona.Name == known?.Value);
    }
}
