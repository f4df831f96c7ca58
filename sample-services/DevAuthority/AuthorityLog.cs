namespace DevAuthority;

/// <summary>
/// One line for each token issued or refused. No line holds a token, a code, a password or a secret, or text a stranger sent.
/// </summary>
internal static partial class AuthorityLog
{
    [LoggerMessage(1, LogLevel.Information, "DEVELOPMENT ONLY: the authorization server is at {Issuer}")]
    internal static partial void Started(this ILogger log, string issuer);

    [LoggerMessage(
        2, LogLevel.Information, "Issued by {GrantType}: client {Client}, subject {Subject}, audience {Audience}, scope {Scope}")]
    internal static partial void Issued(
        this ILogger log, string grantType, string client, string subject, string audience, string scope);

    [LoggerMessage(3, LogLevel.Information, "Refused at {Endpoint}: client {Client}, {Error}")]
    internal static partial void Refused(this ILogger log, string endpoint, string client, string error);

    [LoggerMessage(4, LogLevel.Warning, "Replay: a {What} of client {Client} was used twice; every token that came from it is revoked")]
    internal static partial void Replayed(this ILogger log, string what, string client);

    [LoggerMessage(5, LogLevel.Information, "Signing keys rotated; previous keys {Previous}")]
    internal static partial void Rotated(this ILogger log, string previous);

    [LoggerMessage(6, LogLevel.Error, "A request failed unexpectedly")]
    internal static partial void Failed(this ILogger log, Exception exception);
}
