using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// The codes of mistakes that only a file of policy tests can have, beside those of <see cref="MistakeCode"/>; docs/cli.md explains each.
/// </summary>
internal static class PolicyTestMistakeCode
{
    public const string UnknownPersona = "unknown-persona";
    public const string UnknownOperation = "unknown-operation";
    public const string PublicOperation = "public-operation";
    public const string UnknownFault = "unknown-fault";
    public const string BadRequest = "bad-request";
    public const string BadExpectation = "bad-expectation";
}
