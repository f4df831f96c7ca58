using System.Runtime.InteropServices;
using Stack.Play;
using Stack.Run;

const string Help = """
    Starts the authorization server, the sample services and the gateway on this machine, and plays the scenarios.

      dotnet run --project sample-services/Stack               stays until Ctrl-C
      dotnet run --project sample-services/Stack -- --once     ends after the table: exit code 0 if every row is as expected, else 1
      dotnet run --project sample-services/Stack -- --help     print this

    What is allowed is read from appsettings.routes.json. Ports that are taken are replaced by free ones.
    """;

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(Help);
    return 0;
}

if (args is not ([] or ["--once"]))
{
    Console.Error.WriteLine($"Not understood: {string.Join(' ', args)}\n\n{Help}");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var addresses = Addresses.Choose();
    Console.WriteLine("Starting the authorization server, eight services and the gateway …");
    await using var stack = await RunningStack.StartAsync(addresses, stopping.Token);

    var table = new ScenarioTable(Console.Out);
    var asExpected = await table.PlayAsync(addresses, stopping.Token);
    if (args is ["--once"])
    {
        return asExpected ? 0 : 1;
    }

    Console.WriteLine(NextSteps.For(addresses));
    stack.ShowGatewayLog(Console.Out);
    await stack.WaitUntilOneEndsAsync(stopping.Token);
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return args is ["--once"] ? 1 : 0; // a table that was cut off is none that is as expected
}
catch (CannotStartException reason)
{
    Console.Error.WriteLine(reason.Message);
    return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
