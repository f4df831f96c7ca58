using System.Net;

namespace Gateway.IntegrationTests.CrossOrigin;

/// <summary>An API's <c>Cors</c> takes the place of the file's, for all that lies below its prefix.</summary>
public sealed class WhoseCorsTests : IAsyncLifetime
{
    private TestGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await TestGateway.StartAsync(
        """
        {
          'Version': 1,
          'Cors': { 'Origins': ['https://file.example'] },
          'Apis': {
            'own': {
              'Prefix': '/own', 'Upstream': 'http://127.0.0.1:1', 'Cors': { 'Origins': ['https://own.example'] },
              'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } }
            },
            'below': { 'Prefix': '/own/below', 'Upstream': 'http://127.0.0.1:1', 'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } }
          }
        }
        """);

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("/own", "own")]
    [InlineData("/own/nothing", "own")]
    [InlineData("/OWN/nothing", "own")]
    [InlineData("/owner", "file")]
    [InlineData("/own/below", "file")]
    [InlineData("/own/below/nothing", "file")]
    [InlineData("/nothing", "file")]
    [InlineData("/.well-known/whoami", "file")]
    [InlineData("/.well-known/oauth-protected-resource/own", "file")]
    public async Task It_is_the_nearest(string path, string whose)
    {
        foreach (var name in (string[])["own", "file"])
        {
            var origin = $"https://{name}.example";
            using var answer = await gateway.GetAsync(path, change: request => request.Headers.Add("Origin", origin));
            Assert.Equal((name == whose ? origin : null, "Origin"), (Granted(answer), answer.Headers.Vary.Single()));

            using var preflight = await gateway.SendAsync("OPTIONS", path, change: request =>
            {
                request.Headers.Add("Origin", origin);
                request.Headers.Add("Access-Control-Request-Method", "GET");
            });
            Assert.Equal((HttpStatusCode.NoContent, name == whose ? origin : null), (preflight.StatusCode, Granted(preflight)));
        }
    }

    private static string? Granted(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}
