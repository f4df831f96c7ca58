using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Authentication.Form;

namespace Gateway.Tools.Explain;

/// <summary>Who calls, as the command line says it: a real token, or somebody made up, or nobody.</summary>
internal sealed class CallerOptions
{
    private readonly Option<string?> tokenFile = Text("--token-file", "A token, to be verified as the gateway would, with its issuer's keys as they are now. - is stdin.", "FILE|-");
    private readonly Option<string?> claims = Text("--claims", "A hypothetical caller: the payload of a token, as JSON. No signature is checked. - is stdin.", "FILE|-");
    private readonly Option<string?> scopes = Text("--scopes", "A hypothetical caller: the scopes, in one argument. No signature is checked.", "\"A B\"");
    private readonly Option<string?> client = Text("--client", "With --scopes: the client's id.", "ID");
    private readonly Option<string?> subject = Text("--subject", "With --scopes: who stands behind the token.", "ID");
    private readonly Option<string?> caller = Text("--caller", "With --scopes: user or machine. Default: what such claims make of the caller.", "user|machine");
    private readonly Option<string?> issuer = Text("--issuer", "With --scopes or --claims: whose token it would be, by its name in the routes file. Default: the only one.", "NAME");
    private readonly Option<string?> persona = Text("--as", "A hypothetical caller: a persona of the file of policy tests. No signature is checked.", "PERSONA");
    private readonly Option<string?> tests = Text("--tests", "Where the persona is. Default: policy.tests.json beside the routes file.", "FILE");
    private readonly Option<string?> at = Text("--at", "When it is, by RFC 3339, like 2030-01-31T12:00:00Z. Default: now.", "TIME");

    /// <summary>Adds them to a verb.</summary>
    public static CallerOptions AddTo(Command verb)
    {
        var options = new CallerOptions();
        foreach (var option in new[]
        {
            options.tokenFile, options.claims, options.scopes, options.client, options.subject, options.caller, options.issuer,
            options.persona, options.tests, options.at,
        })
        {
            verb.Options.Add(option);
        }

        return options;
    }

    public string? TokenFile(ParseResult line) => line.GetValue(tokenFile);

    public string? Persona(ParseResult line) => line.GetValue(persona);

    public string? Tests(ParseResult line) => line.GetValue(tests);

    /// <summary>Null, and said why, when the options contradict each other or a file cannot be used.</summary>
    public async Task<ExplainQuestion?> ReadAsync(string method, string url, ParseResult line, Terminal terminal)
    {
        Option<string?>[] ways = [tokenFile, claims, scopes, persona];
        if (ways.Count(way => line.GetValue(way) is not null) > 1)
        {
            return Refuse("Of --token-file, --claims, --scopes and --as there can be one.");
        }

        DateTimeOffset time = default;
        if (line.GetValue(at) is { } written
            && !(written.Contains('T', StringComparison.Ordinal)
                && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)))
        {
            return Refuse($"--at {written} is not a time like 2030-01-31T12:00:00Z.");
        }

        JsonElement? payload = null;
        if (line.GetValue(claims) is { } file)
        {
            if (await SecretInput.ReadAsync("--claims", file, terminal) is not { } text)
            {
                return null;
            }

            payload = StrictJson.ReadObject(System.Text.Encoding.UTF8.GetBytes(text));
            if (payload is null)
            {
                return Refuse($"--claims {file}: it is not one JSON object without a member named twice.");
            }
        }

        return new ExplainQuestion(
            method,
            url,
            payload,
            line.GetValue(scopes),
            line.GetValue(client),
            line.GetValue(subject),
            line.GetValue(caller),
            line.GetValue(issuer),
            line.GetValue(at) is null ? null : time);

        ExplainQuestion? Refuse(string why)
        {
            terminal.Error.WriteLine(why);
            return null;
        }
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
