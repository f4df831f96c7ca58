using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>The personas of a file, for whatever in it names one.</summary>
/// <param name="written">By name as written, so that one with a mistake of its own is not called unknown as well.</param>
/// <param name="read">Those without a mistake.</param>
internal sealed class PersonaList(IEnumerable<string> written, ImmutableArray<Persona> read, MistakeList mistakes)
{
    private readonly KnownNames names =
        new([.. written], PolicyTestMistakeCode.UnknownPersona, "is not one of the file's \"Personas\"");

    public ImmutableArray<Persona> Read => read;

    public Persona? Find(JsonText? name) =>
        names.Find(name, mistakes) is { } known ? read.FirstOrDefault(persona => persona.Name == known) : null;
}
