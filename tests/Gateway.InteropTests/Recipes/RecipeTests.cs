using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.InteropTests.Vectors;

namespace Gateway.InteropTests.Recipes;

/// <summary>Each recipe as a service over HTTP, with a gateway that does what the test says.</summary>
public sealed class RecipeTests
{
    public static TheoryData<string> Recipes => Recipe.Names;

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_answers_who_calls_to_the_request_that_an_assertion_is_for_and_401_to_any_other(string name)
    {
        var recipe = Recipe.Named(name);
        await using var gateway = await StandInGateway.StartAsync();
        using var service = await RunningRecipe.StartAsync(recipe, gateway.Url, Draft.Audience);

        await UntilAsync(200, () => service.GetAsync("/7", gateway.Assertion("/7")));

        var assertion = gateway.Assertion("/caf%C3%A9/a%2Fb", payload =>
        {
            payload["sub"] = "Zoë 山田";
            payload["claims"] = JsonNode.Parse("""{ "https://example.com/roles": ["manager"], "org": { "id": 42 } }""");
        });
        var who = await RunningRecipe.NamesAsync(service.GetAsync("/caf%C3%A9/a%2Fb?x=%20&y", assertion));
        AssertJson.Equal(
            """
            {
              "sub": "Zoë 山田", "client_id": "app", "caller": "user", "scope": "read:timesheets",
              "claims": { "https://example.com/roles": ["manager"], "org": { "id": 42 } }
            }
            """,
            who);
        assertion = gateway.Assertion(
            "/",
            payload =>
            {
                payload.Remove("sub");
                payload.Remove("client_id");
                payload["caller"] = "unknown";
                payload["scope"] = "";
            },
            "DELETE");
        var nobody = await RunningRecipe.NamesAsync(service.SendAsync("DELETE", "/", (RunningRecipe.Header, assertion)));
        AssertJson.Equal("""{ "sub": null, "client_id": null, "caller": "unknown", "scope": "", "claims": {} }""", nobody);

        await RunningRecipe.RefusesAsync(service.SendAsync("GET", "/7"));
        await RunningRecipe.RefusesAsync(service.SendAsync(
            "GET", "/7", ("Gateway-Subject", "ana"), ("Gateway-Caller", "user"), ("Gateway-Scopes", "read"), ("X-Forwarded-User", "ana")));
        await RunningRecipe.RefusesAsync(service.SendAsync("GET", "/7", ("Gateway_Assertion", gateway.Assertion("/7"))));
        await RunningRecipe.RefusesAsync(service.SendAsync("GET", "/7", ("Authorization", $"Bearer {gateway.Assertion("/7")}")));
        await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/7", payload => payload["aud"] = "payroll")));
        await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/7", over => over["exp"] = (long)over["iat"]! - 6)));
        await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/8")));
        await RunningRecipe.RefusesAsync(service.GetAsync("/a%2fb", gateway.Assertion("/a%2Fb")));
        await RunningRecipe.RefusesAsync(service.SendAsync("POST", "/7", (RunningRecipe.Header, gateway.Assertion("/7"))));

    }

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_takes_one_line_of_the_header_and_never_two(string name)
    {
        var recipe = Recipe.Named(name);
        await using var gateway = await StandInGateway.StartAsync();
        using var service = await RunningRecipe.StartAsync(recipe, gateway.Url, Draft.Audience);
        await UntilAsync(200, () => service.GetAsync("/7", gateway.Assertion("/7")));

        var line = $"{RunningRecipe.Header}: {gateway.Assertion("/7")}";
        Assert.Equal(("200", "200"), (await StatusAsync(line), await StatusAsync(Lower(line))));
        foreach (var second in new[] { line, Lower(line), $"{RunningRecipe.Header}: ", $"{RunningRecipe.Header}: x" })
        {
            Assert.Equal(("401", "401"), (await StatusAsync(line, second), await StatusAsync(second, line)));
        }

        async Task<string> StatusAsync(params string[] lines) =>
            (await RawHttp.SendAsync(service.Url, ["GET /7 HTTP/1.1", "Host: x", .. lines])).Split(' ')[1];
    }

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_without_keys_is_503_until_it_has_them_and_keeps_them_through_an_outage(string name)
    {
        var recipe = Recipe.Named(name);
        await using var gateway = await StandInGateway.StartAsync();
        await using var elsewhere = await StandInGateway.StartAsync();
        elsewhere.Publish(gateway.Key);
        using var service = await RunningRecipe.StartAsync(recipe, gateway.Url, Draft.Audience);
        foreach (var useless in new[] { TestAnswer.Status(500), TestAnswer.Text("<html>"), TestAnswer.Redirect(elsewhere.KeySetUrl) })
        {
            gateway.KeySet = useless;
            for (var before = gateway.KeyFetches; gateway.KeyFetches == before;)
            {
                await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/7")), 503);
            }
        }

        Assert.Equal(0, elsewhere.KeyFetches);
        gateway.Publish(gateway.Key);
        await UntilAsync(200, () => service.GetAsync("/7", gateway.Assertion("/7")));

        gateway.KeySet = TestAnswer.Status(503);
        await RunningRecipe.NamesAsync(service.GetAsync("/7", gateway.Assertion("/7")));
        await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/7", key: gateway.NextKey)));
        await RunningRecipe.NamesAsync(service.GetAsync("/7", gateway.Assertion("/7")));
    }

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_follows_a_rotation_and_does_not_ask_about_every_key_that_somebody_makes_up(string name)
    {
        var recipe = Recipe.Named(name);
        await using var gateway = await StandInGateway.StartAsync();
        using var service = await RunningRecipe.StartAsync(recipe, gateway.Url, Draft.Audience);
        await UntilAsync(200, () => service.GetAsync("/7", gateway.Assertion("/7")));

        var before = gateway.KeyFetches;
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (var i = 0; i < 20; i++)
        {
            await RunningRecipe.RefusesAsync(service.GetAsync("/7", gateway.Assertion("/7", key: forger)));
        }

        Assert.InRange(gateway.KeyFetches - before, 0, 2);

        gateway.Publish(gateway.Key, gateway.NextKey);
        await UntilAsync(200, () => service.GetAsync("/7", gateway.Assertion("/7", key: gateway.NextKey)));
        await RunningRecipe.NamesAsync(service.GetAsync("/7", gateway.Assertion("/7")));
        before = gateway.KeyFetches;
        await RunningRecipe.NamesAsync(service.GetAsync("/7", gateway.Assertion("/7", key: gateway.NextKey)));
        Assert.Equal(before, gateway.KeyFetches);
    }

    /// <summary>The same header line, its name in other letters: one name still (RFC 9110 section 5.1).</summary>
    private static string Lower(string line) => line.Replace(RunningRecipe.Header, "gateway-assertion", StringComparison.Ordinal);

    /// <summary>Asks again until it is answered like that: the recipes' pauses are of real time, ten seconds at most.</summary>
    private static Task UntilAsync(int status, Func<Task<HttpResponseMessage>> send) => Eventually.IsSoAsync(async () =>
    {
        using var answer = await send();
        return (int)answer.StatusCode == status;
    });
}
