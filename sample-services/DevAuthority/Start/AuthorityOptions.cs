namespace DevAuthority.Start;

/// <summary>The section <c>DevAuthority</c> of the configuration. An unknown key stops the start.</summary>
internal sealed record AuthorityOptions
{
    /// <summary>The issuer, when it is not the address listened on: <c>http://authority:9000</c> in a container network.</summary>
    public string? Issuer { get; init; }

    /// <summary>Another seeds file. Default: <c>seeds.json</c> beside the program.</summary>
    public string? Seeds { get; init; }

    /// <summary>
    /// Legacy: answer <c>response_type=token</c> for the clients that list <c>implicit</c>. Default false (RFC 9700 section 2.1.2).
    /// </summary>
    public bool AllowImplicit { get; init; }

    /// <summary>Listen beyond the loopback address: for containers on an internal network only. Default false.</summary>
    public bool AllowNonLoopback { get; init; }

    internal string SeedsPath => Seeds ?? Path.Combine(AppContext.BaseDirectory, "seeds.json");

    internal static AuthorityOptions Read(IConfiguration configuration)
    {
        try
        {
            var section = configuration.GetSection("DevAuthority");
            var options = section.Get<AuthorityOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new AuthorityOptions();
            options.DemandIssuer();
            return options;
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartRefusedException($"the configuration section DevAuthority cannot be read: {unreadable.Message}");
        }
    }

    // Tokens and the metadata must name the issuer with the same characters (RFC 8414 section 3.3): no slash, no path, no query.
    private void DemandIssuer()
    {
        if (Issuer is null)
        {
            return;
        }

        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri.GetLeftPart(UriPartial.Authority) != Issuer)
        {
            throw new StartRefusedException(
                $"DevAuthority:Issuer '{Issuer}' has to be scheme, host and port only, without a slash at the end, "
                + "like http://authority:9000.");
        }
    }
}
