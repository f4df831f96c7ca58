namespace Gateway.Routes;

/// <summary>
/// Who stands behind a token: a person, or the client itself (client credentials, RFC 6749 section 4.4). <see cref="Unknown"/> when the
/// token does not say; it satisfies neither <c>"Caller": "user"</c> nor <c>"Caller": "machine"</c>.
/// </summary>
internal enum CallerKind
{
    Unknown,
    User,
    Machine,
}
