using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stack.Run;

namespace Stack.Play;

/// <summary>Plays the scenarios in order and prints a row for each: real tokens, real calls, the real answers.</summary>
internal sealed class ScenarioTable(TextWriter output)
{
    /// <returns>Whether every row is as expected.</returns>
    public async Task<bool> PlayAsync(Addresses addresses, CancellationToken cancellation)
    {
        using var tokens = new Tokens(addresses.Authority);
        using var client = new HttpClient { BaseAddress = addresses.Gateway };

        Print("#", "SCENARIO", "CALLER", "REQUEST", "GOT", "WHY");
        var unexpected = 0;
        foreach (var (index, scenario) in Scenarios.All.Index())
        {
            var target = scenario.Service is { } service
                ? new Uri(addresses.Services[service], scenario.Path)
                : new Uri(scenario.Path, UriKind.Relative);
            var (got, why, asExpected) = await TryPlayAsync(scenario, target, client, tokens, cancellation);
            unexpected += asExpected ? 0 : 1;
            var request = $"{scenario.Method} {target}";
            Print($"{index + 1}", scenario.Name, scenario.Caller, request, got, asExpected ? why : $"NOT AS EXPECTED: {scenario.Status} {scenario.Code}, but {why}");
        }

        output.WriteLine();
        output.WriteLine(unexpected == 0
            ? $"All {Scenarios.All.Count} as expected."
            : $"{unexpected} of {Scenarios.All.Count} NOT as expected.");
        return unexpected == 0;
    }

    private static async Task<(string Got, string Why, bool AsExpected)> TryPlayAsync(
        Scenario scenario, Uri target, HttpClient client, Tokens tokens, CancellationToken cancellation)
    {
        try
        {
            return await PlayAsync(scenario, target, client, tokens, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException)
        {
            return ("no answer", failure.Message, false);
        }
    }

    private static async Task<(string Got, string Why, bool AsExpected)> PlayAsync(
        Scenario scenario, Uri target, HttpClient client, Tokens tokens, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(scenario.Method), target);
        if (scenario.Token is { } get)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await get(tokens));
        }

        if (scenario.Body is { } body)
        {
            request.Content = JsonContent.Create(body);
        }

        foreach (var (name, value) in scenario.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        var json = text.Length > 0 && answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? JsonElement.Parse(text)
            : default;
        var code = Member(json, "code");

        return (
            code is null ? $"{(int)answer.StatusCode}" : $"{(int)answer.StatusCode} {code}",
            code is null ? scenario.Why : Member(json, "detail") ?? Member(json, "title") ?? "",
            (int)answer.StatusCode == scenario.Status && code == scenario.Code && scenario.Holds?.Invoke(json) != false);
    }

    private static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private void Print(string number, string scenario, string caller, string request, string got, string why) =>
        output.WriteLine($"{number,3}  {scenario,-18}  {caller,-24}  {request,-39}  {got,-38}  {why}");
}
