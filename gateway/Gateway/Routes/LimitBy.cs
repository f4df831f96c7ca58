namespace Gateway.Routes;

/// <summary>Who counts as one caller. Where a token does not say, the next one up in this list.</summary>
internal enum LimitBy
{
    /// <summary>An IPv4 address, or an IPv6 network of 64 bits: what one client has.</summary>
    Address,

    /// <summary>A client of an issuer.</summary>
    Client,

    /// <summary>A subject of an issuer, with whatever client.</summary>
    Subject,

    /// <summary>A client of an issuer with the scopes that it was granted.</summary>
    Scope,
}
