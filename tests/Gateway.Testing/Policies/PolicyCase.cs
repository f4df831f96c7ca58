using System.Text.Json;

namespace Gateway.Testing.Policies;

/// <summary>One request, under one policy, with one token or none.</summary>
/// <param name="Text">The policy as a routes file.</param>
/// <param name="Now">The time at which it is decided about.</param>
public sealed record PolicyCase(Policy Policy, string Text, PolicyRequest Request, PolicyToken? Token, DateTimeOffset Now)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>All that is needed to see it again.</summary>
    public override string ToString() =>
        $"""
        {Request.Method} {Request.Path}
        token: {(Token is null ? "none" : $"{Token.Flaw}, {Token.Caller} {Token.Payload(Now).ToJsonString(Indented)}")}
        {Text}
        """;
}
