using DevAuthority.Discovery;
using DevAuthority.Seeds;
using DevAuthority.Start;

namespace DevAuthority;

/// <summary>The verbs of the program: none to serve, <c>hash</c> and <c>--help</c>. Exit code 2 means it refused to start.</summary>
internal static class CommandLine
{
    private const string Help = """
        The development OAuth 2.0 authorization server. For development only: its people and secrets are public.

          dotnet run --project sample-services/DevAuthority             serve at http://127.0.0.1:9000
          dotnet run --project sample-services/DevAuthority -- hash     read a secret from stdin, print its hash for seeds.json
          dotnet run --project sample-services/DevAuthority -- --help   print this

        Options, on the command line as --Name=value or in the environment:
          --urls                           AUTHORITY_URL                   address to listen on
          --DevAuthority:Issuer            DevAuthority__Issuer            issuer, when it is not the address listened on
          --DevAuthority:Seeds             DevAuthority__Seeds             another seeds file
          --DevAuthority:AllowImplicit     DevAuthority__AllowImplicit     legacy: switch response_type=token on
          --DevAuthority:AllowNonLoopback  DevAuthority__AllowNonLoopback  listen beyond this machine, for an internal container network
        """;

    internal static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter errors)
    {
        switch (args)
        {
            case ["--help" or "-h" or "help", ..]:
                await output.WriteLineAsync(Help);
                return 0;
            case ["hash"]:
                return await HashAsync(input, output, errors);
            default:
                return await ServeAsync(args, errors);
        }
    }

    private static async Task<int> HashAsync(TextReader input, TextWriter output, TextWriter errors)
    {
        var secret = await input.ReadLineAsync();
        if (string.IsNullOrEmpty(secret))
        {
            await errors.WriteLineAsync("hash: no secret on stdin. Try: printf %s the-secret | dotnet run ... -- hash");
            return 2;
        }

        await output.WriteLineAsync(SecretHash.Create(secret).ToString());
        return 0;
    }

    private static async Task<int> ServeAsync(string[] args, TextWriter errors)
    {
        try
        {
            await using var app = AuthorityApp.Build(args);
            await app.StartAsync();
            app.Logger.Started(app.Services.GetRequiredService<Issuer>().Value);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await errors.WriteLineAsync($"DevAuthority does not start: {refused.Message}");
            return 2;
        }
        catch (IOException unbound)
        {
            await errors.WriteLineAsync($"DevAuthority does not start: {unbound.Message}");
            return 2;
        }
    }
}
