using System.CommandLine;
using System.Net.Sockets;
using Gateway.Admission;
using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Tools;

/// <summary><c>Gateway [serve]</c>: nothing is served from a file with a mistake in it, and no port opens before it was read.</summary>
internal static partial class ServeCommand
{
    public static void Configure(Command command)
    {
        var routes = new Option<string?>("--routes")
        {
            Description = $"The routes file, or a directory of them. Default: the nearest {RoutesFile.Name}, from the working directory upwards.",
            HelpName = "FILE|DIR",
        };
        var urls = new Option<string?>("--urls")
        {
            Description = $"Where clients call, several separated by semicolons. Default: ASPNETCORE_URLS, else {AdmissionStage.DefaultUrls}.",
            HelpName = "URL",
        };
        var admin = new Option<string>("--admin")
        {
            Description = $"Where the admin listener is (/health/live, /health/ready); on loopback only, unless {AdminToken.TokenFileSetting} is set.",
            HelpName = "URL",
            DefaultValueFactory = _ => ServeOptions.DefaultAdmin,
        };

        command.Options.Add(routes);
        command.Options.Add(urls);
        command.Options.Add(admin);
        command.SetAction((line, cancellation) => RunAsync(
            line.GetValue(routes),
            new ServeOptions(line.GetValue(urls), line.GetValue(admin)!, PolicyOptions.EnvironmentName()),
            cancellation));
    }

    private static async Task<int> RunAsync(string? routes, ServeOptions options, CancellationToken cancellation)
    {
        if ((routes ?? RoutesFile.Find(Directory.GetCurrentDirectory())) is not { } file)
        {
            return await RefuseAsync($"There is no {RoutesFile.Name} here or above; name the routes file with --routes FILE.");
        }

        var source = new RoutesSource(file, PolicyOptions.EnvironmentOf(options.Environment));
        var read = source.Read();
        if (read.Table is not { } table)
        {
            foreach (var mistake in read.Mistakes)
            {
                await Console.Error.WriteLineAsync(mistake.ToString());
            }

            return await RefuseAsync($"Not started: {read.Mistakes.Length} {(read.Mistakes.Length == 1 ? "mistake" : "mistakes")} in {file}.");
        }

        try
        {
            await using var app = Program.Build(options, table, source);
            await app.StartAsync(cancellation);
            LogServing(
                app.Logger,
                string.Join(", ", app.Urls),
                app.Services.GetRequiredService<AdminListener>().Address,
                app.Services.GetRequiredService<AdminToken>().File ?? "no file",
                table.Operations.Length,
                table.Apis.Length,
                file,
                table.Hash[..RouteTable.ShortHashLength]);
            await app.WaitForShutdownAsync(cancellation);
            return ExitCode.Yes;
        }
        catch (UnusableSettingException refused)
        {
            return await RefuseAsync($"Not started: {refused.Message}");
        }
        catch (Exception reason) when (reason is IOException or SocketException or FormatException or InvalidOperationException)
        {
            // What Kestrel says of an address that is taken, is not this machine's, or is none; it names the address.
            return await RefuseAsync($"Not started: {reason.Message}");
        }
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.CannotAnswer;
    }

    [LoggerMessage(3001, LogLevel.Information, "Serving {Operations} operations of {Apis} APIs from {File} ({Hash}) on {Urls}; admin on {Admin}, its token in {TokenFile}")]
    private static partial void LogServing(ILogger logger, string urls, string admin, string tokenFile, int operations, int apis, string file, string hash);
}
