using Gateway.Routes;
using Gateway.Tools.PolicyTests;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>
/// The mistakes that JSON Schema cannot express, each with the reason. Every other mistake of the reader's is one of the schema's too.
/// </summary>
internal static class BeyondSchema
{
    private const string ComparesValues = "it depends on a value elsewhere in the file, and a schema compares no two values";
    private const string DependsOnPolicy = "it depends on the routes file, which a schema of the tests does not see";
    private const string IsArithmetic = "it is arithmetic, which a pattern does not do";
    private const string FoldsNames = "names are compared as services read them, whatever their case and separators";

    /// <summary>Null when the schema can express it.</summary>
    public static string? Reason(Mistake mistake) => (mistake.Code, mistake.Message) switch
    {
        (MistakeCode.DuplicateMember, _) => "a validator sees an object after one of the two is gone",
        (MistakeCode.VariableNotSet, _) => "it depends on the environment",
        (MistakeCode.TlsWithoutHttps, _) => "it depends on addresses elsewhere, which may be variables",

        (MistakeCode.DuplicateIssuer or MistakeCode.SecondIntrospection or MistakeCode.DuplicatePrefix, _) => ComparesValues,
        (MistakeCode.UnknownScope or MistakeCode.CircularImplication, _) => ComparesValues,
        (MistakeCode.UnknownIssuer or MistakeCode.WiderThanApi, _) => ComparesValues,
        (MistakeCode.DuplicateHeader or MistakeCode.LaxerCandidate, _) => ComparesValues,
        (MistakeCode.DuplicateValue, var message) when message.StartsWith("there is a limit by", StringComparison.Ordinal) => ComparesValues,
        (MistakeCode.BadDate, var message) when message.Contains("is before", StringComparison.Ordinal) => ComparesValues,
        (MistakeCode.AmbiguousOperation or MistakeCode.ShadowedOperation or MistakeCode.WeakCatchAll, _) => ComparesValues,
        (MistakeCode.BadTemplate, var message) when message.Contains("twice", StringComparison.Ordinal) => ComparesValues,

        (MistakeCode.BadTemplate, var message) when message.Contains("more than", StringComparison.Ordinal) => IsArithmetic,
        (MistakeCode.BadTemplate, var message) when message.Contains("wrong numbers", StringComparison.Ordinal) => IsArithmetic,
        (MistakeCode.BadTemplate, var message) when message.Contains("too large", StringComparison.Ordinal) => IsArithmetic,
        (MistakeCode.TooManyAlternatives, _) => IsArithmetic,
        (MistakeCode.BadDate, var message) when message.Contains("-02-29", StringComparison.Ordinal) => IsArithmetic,

        (MistakeCode.RefusedHeader, var message) => message.Contains("is not a header name", StringComparison.Ordinal) ? null : FoldsNames,
        (MistakeCode.RefusedTransform, _) => FoldsNames,
        (MistakeCode.YarpRefuses, _) => "only YARP knows",

        (PolicyTestMistakeCode.UnknownPersona, _) => ComparesValues,
        (PolicyTestMistakeCode.UnknownOperation or PolicyTestMistakeCode.PublicOperation, _) => DependsOnPolicy,
        (MistakeCode.BadCaller, var message) when message.Contains("by the preset", StringComparison.Ordinal) => DependsOnPolicy,
        _ => null,
    };
}
