using System.Text.Json;

namespace Stack.Play;

/// <summary>One row: a real call, and what has to come of it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Caller">Who calls, in words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Under the gateway's address, unless <see cref="Service"/> says otherwise.</param>
/// <param name="Status">The status that has to come back.</param>
internal sealed record Scenario(string Name, string Caller, string Method, string Path, int Status)
{
    /// <summary>The service whose own address is called, around the gateway; null: the gateway is.</summary>
    public string? Service { get; init; }

    /// <summary>Gets the access token; null: the call is made without one.</summary>
    public Func<Tokens, Task<string>>? Token { get; init; }

    /// <summary>Sent as JSON; null: no body.</summary>
    public object? Body { get; init; }

    /// <summary>Further headers, such as a client with bad intentions would send.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The <c>code</c> that a refusal has to carry.</summary>
    public string? Code { get; init; }

    /// <summary>What has to hold of the body that came back; null: nothing more.</summary>
    public Func<JsonElement, bool>? Holds { get; init; }

    /// <summary>Why it is allowed; a refusal says itself why.</summary>
    public string Why { get; init; } = "";
}
