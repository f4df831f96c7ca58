using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authentication.Form;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// Makes of an issuer's answer (RFC 7662 section 2.2) a caller, or a no. That the issuer calls a token active does not say that it is for
/// us: whatever the answer tells is checked here as it would be in a JWT. An answer that breaks the format says nothing at all.
/// </summary>
internal sealed class IntrospectionAnswer(Issuer issuer)
{
    private static readonly Verdict Garbage = new Verdict.Unavailable("its answer is not one by RFC 7662");

    /// <summary>
    /// The members have the names of RFC 7662, whatever the issuer's JWTs call them, and none but <c>active</c> is required. What marks a
    /// machine in its JWTs marks one here, and so does a client that is its own subject.
    /// </summary>
    private readonly Issuer asIntrospected = issuer with
    {
        ScopeClaim = "scope",
        ClientClaim = "client_id",
        RequiredClaims = [],
        RequiredTests = [],
        AppScopeClaim = null,
        UserMarks = [],
        MachineMarks = [.. issuer.MachineMarks, new CallerMark(ClaimTest.Same("sub", "client_id"))],
    };

    /// <summary>Null when it is not one JSON object, or has a member twice.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json) => StrictJson.ReadObject(json.ToArray());

    public Verdict Read(JsonElement answer, int sizeBytes, DateTimeOffset now)
    {
        // Not "true" and not 1: the JSON boolean (RFC 7662 section 2.2).
        if (!answer.TryGetProperty("active", out var active) || active.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return Garbage;
        }

        if (active.ValueKind == JsonValueKind.False)
        {
            return new Verdict.Refused(TokenFault.Inactive);
        }

        if (AnswerLifetime.Read(answer) is not { } lifetime || Audiences(answer) is not { } audiences)
        {
            return Garbage;
        }

        if (WhyNot(answer, audiences) is { } fault)
        {
            return new Verdict.Refused(fault);
        }

        if (lifetime.Check(now, issuer.ClockSkew) is { } untimely)
        {
            return new Verdict.Refused(untimely);
        }

        return CallerReader.Read(asIntrospected, answer, out var caller) switch
        {
            null => new Verdict.Accepted(new IntrospectedToken(caller, lifetime, sizeBytes)),
            // A client that the file does not accept is a no; anything else is an answer that cannot be read.
            { } why when why == TokenFault.WrongClient => new Verdict.Refused(why),
            _ => Garbage,
        };
    }

    private TokenFault? WhyNot(JsonElement answer, ImmutableArray<string> audiences)
    {
        if (answer.TryGetProperty("iss", out var iss) && !IsText(iss, issuer.Identifier, StringComparison.Ordinal))
        {
            return TokenFault.UnknownIssuer;
        }

        // Optional by the RFC, required here: without it a token for any other service of the issuer would do.
        if (!issuer.Audiences.Any(audience => audiences.Contains(audience, StringComparer.Ordinal)))
        {
            return TokenFault.WrongAudience;
        }

        if (answer.TryGetProperty("token_type", out var type) && !IsText(type, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return TokenFault.WrongType;
        }

        // Bound to a key (RFC 7800): whoever sends it as Bearer has not shown that they hold it.
        return answer.TryGetProperty("cnf", out _) ? TokenFault.SenderConstrained : null;
    }

    /// <summary>A string or strings (RFC 7662 section 2.2); null when it is neither.</summary>
    private static ImmutableArray<string>? Audiences(JsonElement answer) =>
        !answer.TryGetProperty("aud", out var aud) ? []
        : aud.ValueKind == JsonValueKind.String ? [aud.GetString()!]
        : aud.ValueKind == JsonValueKind.Array && aud.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
            ? [.. aud.EnumerateArray().Select(one => one.GetString()!)]
        : null;

    private static bool IsText(JsonElement member, string text, StringComparison comparison) =>
        member.ValueKind == JsonValueKind.String && string.Equals(member.GetString(), text, comparison);
}
