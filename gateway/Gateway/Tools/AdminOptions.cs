using System.CommandLine;
using Gateway.Observability;

namespace Gateway.Tools;

/// <summary>What every verb that asks a running gateway takes: where its admin listener is, and the file with the admin token.</summary>
internal sealed class AdminOptions
{
    private readonly Option<string?> address = new("--admin")
    {
        Description = $"The admin listener of a running gateway. Default: {ServeOptions.DefaultAdmin}.",
        HelpName = "URL",
    };

    private readonly Option<string?> tokenFile = new("--admin-token-file")
    {
        Description = $"The file that holds its admin token: {AdminToken.TokenFileSetting}, or the one that the gateway names when it starts.",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a verb.</summary>
    public static AdminOptions AddTo(Command verb)
    {
        var options = new AdminOptions();
        verb.Options.Add(options.address);
        verb.Options.Add(options.tokenFile);
        return options;
    }

    /// <summary>Whether a running gateway is asked for at all, where a verb can do without.</summary>
    public bool IsGiven(ParseResult line) => line.GetValue(address) is not null;

    /// <summary>Null, and said why, when the address or the token file cannot be used.</summary>
    public AdminClient? Open(ParseResult line, Terminal terminal)
    {
        var url = line.GetValue(address) ?? ServeOptions.DefaultAdmin;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            terminal.Error.WriteLine($"--admin {url} is not the address of an admin listener, such as {ServeOptions.DefaultAdmin}.");
            return null;
        }

        if (line.GetValue(tokenFile) is not { } file)
        {
            return new AdminClient(uri, token: null);
        }

        if (AdminToken.Read(file) is { } token)
        {
            return new AdminClient(uri, token);
        }

        terminal.Error.WriteLine($"--admin-token-file {file}: it cannot be read, or holds no admin token.");
        return null;
    }
}
