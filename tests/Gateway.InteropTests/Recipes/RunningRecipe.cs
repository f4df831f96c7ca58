using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Recipes;

/// <summary>A recipe as a service on a port of 127.0.0.1, in a process of its own.</summary>
internal sealed class RunningRecipe : IDisposable
{
    public const string Header = "Gateway-Assertion";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly HttpClient client = new();
    private readonly ConcurrentQueue<string> errors = new();

    private RunningRecipe(Process process) => this.process = process;

    public Uri Url { get; private set; } = null!;

    /// <summary>What it wrote to standard error.</summary>
    public IEnumerable<string> Errors => errors;

    /// <param name="port">0 for any that is free.</param>
    public static async Task<RunningRecipe> StartAsync(Recipe recipe, string gateway, string audience, int port = 0)
    {
        var process = recipe.Process(recipe.Serve);
        process.StartInfo.Environment["GATEWAY_URL"] = gateway;
        process.StartInfo.Environment["AUDIENCE"] = audience;
        process.StartInfo.Environment["PORT"] = $"{port}";
        var running = new RunningRecipe(process);
        process.ErrorDataReceived += (_, line) => running.errors.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            const string Listening = "listening on ";
            var line = await process.StandardOutput.ReadLineAsync(limit.Token);
            running.Url = line?.StartsWith(Listening, StringComparison.Ordinal) == true
                ? new Uri(line[Listening.Length..])
                : throw new InvalidOperationException($"{recipe.Serve} did not start: {line} {string.Join('\n', running.errors)}");
            return running;
        }
        catch
        {
            running.Dispose();
            throw;
        }
    }

    /// <summary>
    /// For a gateway that has to know where the service is before the service can know where the gateway is. Below the ports that the system
    /// gives to whoever asks for any, so that nobody is given it meanwhile.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = System.Security.Cryptography.RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }

    public Task<HttpResponseMessage> SendAsync(string method, string target, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url, target));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string target, string assertion) => SendAsync("GET", target, (Header, assertion));

    /// <summary>It ends with all that it has started: <c>go run</c> starts the program that it has built.</summary>
    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
        client.Dispose();
    }

    public static async Task<JsonNode> NamesAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>401 or 503, as a problem document (RFC 9457) without a word about why: that is for the log.</summary>
    public static async Task RefusesAsync(Task<HttpResponseMessage> sending, int status = 401)
    {
        using var answer = await sending;
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(status, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(status == 401 ? "Bearer realm=\"gateway\"" : "", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
    }
}
