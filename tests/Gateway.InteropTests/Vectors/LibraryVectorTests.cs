using System.Text.Json.Nodes;
using Gateway.Downstream;
using Gateway.InteropTests.Recipes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.InteropTests.Vectors;

/// <summary><c>Gateway.Downstream</c> keeps the contract that the other languages keep: a service of three lines is sent every vector.</summary>
public sealed class LibraryVectorTests
{
    [Theory]
    [InlineData("good.json")]
    [InlineData("bad.json")]
    public async Task The_library_takes_every_good_vector_and_refuses_every_bad_one(string name)
    {
        var file = VectorFiles.Read(name);
        await using var gateway = await StandInGateway.StartAsync();
        gateway.KeySet = TestAnswer.Json(VectorFiles.Read("keys.json").ToJsonString());
        var clock = new SettableClock();
        await using var service = await StartServiceAsync(file, gateway, clock);

        var url = new Uri(service.Urls.Single());
        var wrong = new List<string>();
        foreach (var one in file["cases"]!.AsArray().Select(one => one!.AsObject()))
        {
            clock.Advance(DateTimeOffset.FromUnixTimeSeconds((long)one["at"]!) - clock.GetUtcNow());
            var lines = one["assertion"]!.AsArray().Select(line => $"{ClaimHeaders.Assertion}: {line}");
            var answer = await RawHttp.SendAsync(url, [$"{one["method"]} {one["path"]} HTTP/1.1", "Host: service", .. lines]);
            if (!IsAsItShouldBe(answer, one))
            {
                wrong.Add($"{one["name"]}: {answer}");
            }
        }

        Assert.Empty(wrong);
    }

    private static bool IsAsItShouldBe(string answer, JsonObject one) =>
        one["caller"] is not { } caller ? answer.StartsWith("HTTP/1.1 401 ", StringComparison.Ordinal)
        : answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal)
            && ((string)one["method"]! == "HEAD" || JsonNode.DeepEquals(JsonNode.Parse(Body(answer)), Unordered(caller)));

    /// <summary>The library has the scopes as a set.</summary>
    private static JsonNode Unordered(JsonNode caller)
    {
        var unordered = caller.DeepClone();
        unordered["scope"] = string.Join(' ', ((string)caller["scope"]!).Split(' ').Order(StringComparer.Ordinal));
        return unordered;
    }

    /// <summary>All of it is ASCII: System.Text.Json escapes the rest.</summary>
    private static string Body(string answer) => answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];

    private static async Task<WebApplication> StartServiceAsync(JsonObject file, StandInGateway gateway, SettableClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(LoopbackServer.AnyPort);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddGatewayIdentity(o =>
        {
            o.Issuer = (string)file["issuer"]!;
            o.Audience = (string)file["audience"]!;
            o.ClockSkew = TimeSpan.FromSeconds((int)file["skew"]!);
            o.Gateway = new Uri(gateway.Url);
        });
        var app = builder.Build();
        app.Map("/{**path}", (GatewayUser user) => TypedResults.Text(
            new JsonObject
            {
                ["sub"] = user.Subject,
                ["client_id"] = user.Client,
                ["caller"] = user.Caller,
                ["scope"] = string.Join(' ', user.Scopes.Order(StringComparer.Ordinal)),
                ["iss_orig"] = user.Issuer,
                ["claims"] = JsonNode.Parse(user.Claims.GetRawText()),
            }.ToJsonString()));
        await app.StartAsync();
        return app;
    }
}
