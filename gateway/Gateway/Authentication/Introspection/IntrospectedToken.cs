namespace Gateway.Authentication.Introspection;

/// <summary>An opaque token that its issuer has vouched for.</summary>
/// <param name="Lifetime">Looked at again whenever it is used.</param>
/// <param name="SizeBytes">Of the answer that it was read from.</param>
internal sealed record IntrospectedToken(CallerIdentity Caller, AnswerLifetime Lifetime, int SizeBytes);
