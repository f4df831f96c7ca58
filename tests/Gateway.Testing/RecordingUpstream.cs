using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Testing;

/// <summary>A service that remembers what reached it, and answers what it is told to: <c>200 reached</c> unless <see cref="Answer"/> is set.</summary>
public sealed class RecordingUpstream : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenRequest> seen = new();
    private WebApplication app = null!;

    public string Url => app.Urls.First();

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("reached");

    /// <summary>Everything that reached the service, in order.</summary>
    public IReadOnlyCollection<SeenRequest> Seen => seen;

    /// <summary>The one request that reached the service; fails if there was none or more than one.</summary>
    public SeenRequest Only => seen.Single();

    /// <param name="kestrel">Other protocols than HTTP/1.1.</param>
    public static async Task<RecordingUpstream> StartAsync(string url = LoopbackServer.AnyPort, Action<KestrelServerOptions>? kestrel = null)
    {
        var upstream = new RecordingUpstream();
        upstream.app = await LoopbackServer.StartAsync(app => app.Run(context =>
        {
            var answer = upstream.Answer; // before it is seen: a test may change it then, for the next
            upstream.seen.Enqueue(new SeenRequest(
                context.Request.Method,
                context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToArray(), StringComparer.OrdinalIgnoreCase)!));
            return answer(context);
        }), url, kestrel);
        return upstream;
    }

    public void Forget() => seen.Clear();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A request as the service saw it.</summary>
/// <param name="Target">The request target as it was on the wire.</param>
public sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string[]> Headers)
{
    /// <summary>The only value of a header; null when it is not there.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.Single() : null;
}
