using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.InteropTests;

/// <summary>
/// oidc-provider on a free port of 127.0.0.1, a process of its own. <c>oidc-provider/server.mjs</c> says which clients and resources it
/// has, and how it is spoken to.
/// </summary>
public sealed class OidcProvider : IAsyncDisposable
{
    public const string Api = "https://api.example.com";
    public const string ApiSignedWithRsa = Api + "/rs256";
    public const string ApiForOneMinute = Api + "/brief";
    public const string AnotherApi = "https://other.example.com";
    public const string OpaqueApi = "https://opaque.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();

    private OidcProvider(Process process) => this.process = process;

    /// <summary>Also its <c>iss</c>.</summary>
    public string Url { get; private set; } = "";

    public static async Task<OidcProvider> StartAsync(params SecurityKey[] keys)
    {
        var start = new ProcessStartInfo("node", ["server.mjs"])
        {
            WorkingDirectory = Prerequisites.OidcProvider.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var provider = new OidcProvider(new Process { StartInfo = start });
        provider.process.ErrorDataReceived += (_, line) => provider.errors.Enqueue(line.Data ?? "");
        provider.process.Start();
        provider.process.BeginErrorReadLine();
        try
        {
            await provider.UseKeysAsync(keys);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes these keys and no others from now on, and signs with the first that fits the algorithm.</summary>
    public async Task UseKeysAsync(params SecurityKey[] keys)
    {
        await process.StandardInput.WriteLineAsync(PrivateKeySet.Of(keys));
        await process.StandardInput.FlushAsync();

        using var limit = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                Url = line["ready ".Length..];
                return;
            }
        }

        throw new InvalidOperationException($"oidc-provider ended: {string.Join('\n', errors)}");
    }

    /// <summary>It ends by itself when nobody speaks to it any more, also when the tests are killed.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (Exception stuck) when (stuck is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
