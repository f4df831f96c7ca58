using System.Text.Json;

namespace Gateway.Documents.OpenApi.Copying;

/// <summary>What may stand somewhere in an OpenAPI document.</summary>
internal abstract record Form
{
    private Form()
    {
    }

    /// <summary>A value of one of these kinds, as it is.</summary>
    internal sealed record Plain(params JsonValueKind[] Kinds) : Form;

    /// <summary>A whole number that is not negative.</summary>
    internal sealed record Count : Form;

    /// <summary>Whatever it is: data, in which a "$ref" refers to nothing.</summary>
    internal sealed record Data : Form;

    /// <summary>An http or https address: nothing that a page would run.</summary>
    internal sealed record Address : Form;

    internal sealed record List(Form Item) : Form;

    internal sealed record Map(Form Value) : Form;

    /// <summary>An object of the specification; asked for late, because they contain each other.</summary>
    internal sealed record Object(Func<ObjectForm> Of) : Form;
}

/// <summary>An object of the specification: its members, and in which section of <c>components</c> it may be referred to.</summary>
/// <param name="Section">Null: it is never a reference.</param>
internal sealed record ObjectForm(string? Section, IReadOnlyDictionary<string, Form> Members);
