using System.Text.Json;

namespace Gateway.Authentication.Keys;

/// <summary>Which of an issuer's two documents.</summary>
internal enum IssuerDocument
{
    /// <summary>RFC 8414; OpenID Connect Discovery 1.0 section 4.</summary>
    Discovery,

    /// <summary>RFC 7517 section 5.</summary>
    KeySet,
}

/// <summary>What can be wrong with a document: a closed list, so that logs and the admin listener never repeat what somebody else wrote.</summary>
internal enum FetchFault
{
    Unreachable,
    Tls,
    Timeout,
    Status,
    Redirect,
    TooLarge,
    NotJson,

    /// <summary>The discovery document is not one, or names no usable address of a key set.</summary>
    NotDiscovery,
    OtherIssuer,
    KeysAddress,

    /// <summary>JSON, but not an object with one array of keys.</summary>
    NotKeySet,
    TooManyKeys,
    NoUsableKey,

    /// <summary>A mistake of ours.</summary>
    Internal,
}

/// <summary>Why a fetch brought no keys.</summary>
internal readonly record struct FetchFailure(IssuerDocument Document, FetchFault Fault)
{
    /// <summary><c>key_set_timeout</c>: the same words in the log and on the admin listener.</summary>
    public override string ToString() =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName($"{Document}{Fault}");
}
