using System.Runtime.InteropServices;
using Services;

// Hosts the sample services behind the gateway until Ctrl-C or SIGTERM. `Services --help` says how.
using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

return await new ServiceHost(Console.Out, Console.Error, Environment.GetEnvironmentVariable, TimeProvider.System)
    .RunAsync(args, stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
