using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.IntegrationTests.Routes;

namespace Gateway.IntegrationTests.Observability;

/// <summary>Who changed what, in a file in which nothing can be changed unnoticed.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-test-");

    private string Path => System.IO.Path.Combine(folder.FullName, "audit.log");

    private Dictionary<string, string?> Settings => new() { ["Gateway:AuditLog:File"] = Path };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_policies_and_whether_they_were_taken_are_in_it()
    {
        string first, second;
        await using (var api = await ReloadingApi.StartAsync(settings: Settings))
        {
            first = api.Routes.Table.Hash;
            await api.ChangeAsync(api.Text("'GET /': 'raed'"));
            await api.ChangeAsync(api.Text("'GET /': 'write'"));
            second = api.Routes.Table.Hash;
            await api.Gateway.StopAsync();
        }

        var lines = await LinesAsync();
        Assert.Equal(["started", "policy_refused", "policy_taken", "stopped"], lines.Select(Event));
        Assert.Equal((first, 1), (Member(lines[0], "policy"), lines[0].GetProperty("operations").GetInt32()));
        Assert.Equal((first, 1), (Member(lines[1], "in_force"), lines[1].GetProperty("mistakes").GetInt32()));
        Assert.Contains("unknown-scope \"raed\"", Member(lines[1], "first"), StringComparison.Ordinal);
        Assert.Equal(64, Member(lines[1], "policy").Length);
        Assert.Equal(second, Member(lines[2], "policy"));
    }

    [Fact]
    public async Task What_is_done_on_the_admin_listener_is_in_it_and_nothing_of_whom_it_is_about()
    {
        var clock = new SettableClock();
        await using var api = await Api.StartAsync("'GET /': 'read'", clock: clock, settings: Settings);
        using var added = await api.Gateway.Admin.PostAsJsonAsync("/revocations", new { issuer = "main", subject = "private-subject" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using var removed = await api.Gateway.Admin.DeleteAsync(added.Headers.Location);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var missed = await api.Gateway.Admin.DeleteAsync(added.Headers.Location);
        Assert.Equal(HttpStatusCode.NotFound, missed.StatusCode);
        using var stranger = new HttpClient { BaseAddress = api.Gateway.Admin.BaseAddress };
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer private-token");
        for (var attempt = 0; attempt < 50; attempt++)
        {
            using var refused = await stranger.GetAsync(new Uri("/config", UriKind.Relative));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        using var last = await stranger.GetAsync(new Uri("/config", UriKind.Relative));
        await api.Gateway.StopAsync();

        var lines = await LinesAsync();
        Assert.Equal(["started", "revocation_added", "revocation_removed", "admin_refused", "admin_refused", "stopped"], lines.Select(Event));
        Assert.Equal(
            ("subject", "main", "admin token", "127.0.0.1"),
            (Member(lines[1], "kind"), Member(lines[1], "issuer"), Member(lines[1], "by"), Member(lines[1], "from")));
        Assert.Equal(Member(lines[1], "revocation"), Member(lines[2], "revocation"));
        Assert.Equal([1, 50], lines.Where(line => Event(line) == "admin_refused").Select(line => line.GetProperty("times").GetInt32()));
        Assert.DoesNotContain("private-", await File.ReadAllTextAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_and_the_verb_says_so_and_says_when_not()
    {
        for (var run = 0; run < 2; run++)
        {
            await using var api = await Api.StartAsync("'GET /': 'read'", settings: Settings);
        }

        Assert.Equal(0, (await CommandRun.OfAsync("audit-log", "verify", Path)).ExitCode);
        var text = await File.ReadAllTextAsync(Path);
        await File.WriteAllTextAsync(Path, text.Replace("\"operations\":1", "\"operations\":2", StringComparison.Ordinal));
        var verified = await CommandRun.OfAsync("audit-log", "verify", Path, "--format", "json");
        Assert.Equal((1, 1), (verified.ExitCode, JsonElement.Parse(verified.Out).GetProperty("broken_at").GetInt32()));
        Assert.Equal(2, (await CommandRun.OfAsync("audit-log", "verify", Path + ".none")).ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_continued_stops_the_start()
    {
        await File.WriteAllTextAsync(Path, "a diary\n");
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => Api.StartAsync("'GET /': 'read'", settings: Settings));
        Assert.Contains("Gateway:AuditLog:File", refused.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonElement>> LinesAsync()
    {
        Assert.Equal(0, (await CommandRun.OfAsync("audit-log", "verify", Path)).ExitCode);
        return [.. (await File.ReadAllLinesAsync(Path)).Select(line => JsonElement.Parse(line))];
    }

    private static string? Event(JsonElement line) => line.GetProperty("event").GetString();

    private static string Member(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
