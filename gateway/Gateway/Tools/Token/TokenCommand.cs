using System.CommandLine;

namespace Gateway.Tools.Token;

/// <summary>
/// <c>Gateway token</c>: a machine's token from the development authority, for <c>$( )</c>. Only in Development and only from loopback: where
/// real authorities are, a client's secret has no business on a command line.
/// </summary>
internal sealed class TokenCommand
{
    private const string Description =
        """
        Print an access token for a machine (client credentials), from a development authority on this machine: TOKEN=$(gateway token ...).
        A person's token takes a browser: open the authority's address, which tells who may sign in, or start sample-services/Stack, which plays
        people signing in.
        """;

    private readonly Terminal terminal;
    private readonly Option<string> client = new("--client") { Description = "The client's id.", HelpName = "ID", Required = true };
    private readonly Option<string> secretFile = new("--secret-file") { Description = "The file with its secret; - is stdin.", HelpName = "FILE|-", Required = true };
    private readonly Option<string?> scope = new("--scope") { Description = "The scopes to ask for, in one argument. Default: all that the client has.", HelpName = "\"A B\"" };
    private readonly Option<string?> audience = new("--audience") { Description = "The API that the token is for. Default: the issuer's \"Audience\" in the routes file.", HelpName = "URI" };
    private readonly Option<string?> authority = new("--authority") { Description = "Another authority on this machine than the routes file's issuer.", HelpName = "URL" };
    private readonly Option<string?> issuer = new("--issuer") { Description = "The issuer, by its name in the routes file. Default: the only one.", HelpName = "NAME" };
    private readonly PolicyOptions options;

    private TokenCommand(Command verb, Terminal terminal)
    {
        this.terminal = terminal;
        foreach (var option in new Option[] { client, secretFile, scope, audience, authority, issuer })
        {
            verb.Options.Add(option);
        }

        options = PolicyOptions.AddTo(verb);
        verb.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("token", Description);
        _ = new TokenCommand(verb, terminal);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        if (!options.Environment(line).Development)
        {
            return Refuse("Tokens are printed in Development only: --env Development.");
        }

        if (options.Read(line, terminal) is not { } table)
        {
            return ExitCode.CannotAnswer;
        }

        var name = line.GetValue(issuer);
        if ((name is null && table.Issuers is [var only] ? only : table.Issuers.FirstOrDefault(one => one.Name == name)) is not { } trusted)
        {
            return Refuse($"Name the issuer with --issuer, one of: {string.Join(", ", table.Issuers.Select(one => one.Name))}.");
        }

        var address = line.GetValue(authority) ?? trusted.Identifier;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.IsLoopback || uri.Scheme is not ("http" or "https"))
        {
            return Refuse($"The authority {address} is not on this machine: a token of a real one is for its own clients to request.");
        }

        if (await SecretInput.ReadAsync("--secret-file", line.GetValue(secretFile)!, terminal) is not { } secret)
        {
            return ExitCode.CannotAnswer;
        }

        using var endpoint = new TokenRequest(address, trusted);
        var reply = await endpoint.SendAsync(
            line.GetValue(client)!, secret, line.GetValue(scope), line.GetValue(audience) ?? trusted.Audiences.FirstOrDefault(), cancellation);
        return reply.Token is { } token ? Say(token, line) : Refuse(reply.Why!, reply.ExitCode);
    }

    private int Say(GrantedToken token, ParseResult line)
    {
        if (options.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, token);
            return ExitCode.Yes;
        }

        terminal.Out.WriteLine(token.AccessToken);
        terminal.Error.WriteLine(string.Join("; ", new[]
        {
            token.Scope is null ? null : $"scope {token.Scope}",
            token.ExpiresIn is { } seconds ? $"expires in {PlainTime.Length(TimeSpan.FromSeconds(seconds))}" : null,
        }.OfType<string>()));
        return ExitCode.Yes;
    }

    private int Refuse(string why, int exitCode = ExitCode.CannotAnswer)
    {
        terminal.Error.WriteLine(why);
        return exitCode;
    }
}
