namespace Gateway.Authentication.Revocation;

/// <summary>What a revocation names.</summary>
internal enum RevocationKind
{
    /// <summary>One token, by its <c>jti</c>.</summary>
    Token,

    /// <summary>All tokens about one subject, issued up to a time.</summary>
    Subject,

    /// <summary>All tokens to one client, issued up to a time.</summary>
    Client,
}
