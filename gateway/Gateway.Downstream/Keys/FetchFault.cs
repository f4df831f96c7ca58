namespace Gateway.Downstream.Keys;

/// <summary>Why a fetch brought no keys: a closed list, so that logs and traces never repeat what others wrote.</summary>
internal enum FetchFault
{
    None,
    Unreachable,
    Tls,
    Timeout,
    Status,
    Redirect,
    TooLarge,

    /// <summary>No JSON object with one array of keys (RFC 7517 section 5).</summary>
    NotKeySet,
    TooManyKeys,
    NoUsableKey,

    /// <summary>A mistake of ours.</summary>
    Internal,
}
