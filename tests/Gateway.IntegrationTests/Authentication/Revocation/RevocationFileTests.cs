using System.Net;
using System.Text.Json;
using Gateway.Authentication.Revocation;
using Gateway.IntegrationTests.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Authentication.Revocation;

/// <summary>The revocation file: followed by its content, and never a reason to accept again what was revoked.</summary>
public sealed class RevocationFileTests : IAsyncLifetime
{
    private const string Nothing = """{ "revocations": [] }""";
    private const string One = """{ "revocations": [{ "issuer": "main", "jti": "one" }] }""";

    private readonly SettableClock clock = new();
    private readonly string file = Path.GetTempFileName();
    private Api api = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(file, Nothing);
        api = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        File.Delete(file);
    }

    [Fact]
    public async Task A_change_of_the_file_holds_within_two_seconds()
    {
        var token = Token();
        await GetAsync(token).IsFromServiceAsync();

        await File.WriteAllTextAsync(file, One);
        await TickUntilAsync(async () => await StatusAsync(token) == HttpStatusCode.Unauthorized);
        await GetAsync(token).IsRefusedTokenAsync("The token has been revoked");

        await File.WriteAllTextAsync(file, Nothing);
        await TickUntilAsync(async () => await StatusAsync(token) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_is_in_force_from_the_first_request_on()
    {
        await File.WriteAllTextAsync(file, One);
        await using var second = await StartAsync();
        var token = second.Issuer.Token("read", p => p["jti"] = "one");
        await second.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token has been revoked");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"revocations\": [] ")]
    [InlineData("{ \"revocations\": {} }")]
    [InlineData("{ \"revocations\": [], \"revocations\": [] }")]
    [InlineData("{ \"revocations\": [], \"more\": 1 }")]
    [InlineData("{ \"revocations\": [{ \"issuer\": \"main\", \"jti\": \"two\" }, { \"issuer\": \"unknown\", \"jti\": \"three\" }] }")]
    [InlineData("{ \"revocations\": [{ \"issuer\": \"main\", \"subject\": \"ana\" }] }")]
    public async Task A_file_that_is_gone_or_bad_leaves_the_last_good_list_in_force_and_is_loud(string? content)
    {
        var token = Token();
        await File.WriteAllTextAsync(file, One);
        await TickUntilAsync(async () => await StatusAsync(token) == HttpStatusCode.Unauthorized);

        File.Delete(file);
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        await TickUntilAsync(async () => await HealthAsync() == "degraded");
        await GetAsync(token).IsRefusedTokenAsync("The token has been revoked");
        Assert.Contains("Error Gateway.Authentication.Revocation.RevocationWatch Revocation file", api.Gateway.Log.Text, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Nothing);
        await TickUntilAsync(async () => await HealthAsync() == "healthy");
        await GetAsync(token).IsFromServiceAsync();
    }

    [Fact]
    public async Task A_bad_file_at_start_is_a_reason_not_to_start()
    {
        await File.WriteAllTextAsync(file, "{}");
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(StartAsync);
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_of_the_file_is_shown_and_not_deleted_on_the_admin_listener()
    {
        await File.WriteAllTextAsync(file, One);
        await TickUntilAsync(async () => (await ListAsync()).GetArrayLength() == 1);
        var entry = (await ListAsync())[0];
        Assert.Equal("file", entry.GetProperty("source").GetString());
        await api.Gateway.Admin.DeleteAsync($"/revocations/{entry.GetProperty("id").GetString()}").IsRefusedAsync(409, "conflict");
        await GetAsync(Token()).IsRefusedTokenAsync("The token has been revoked");
    }

    [Fact]
    public async Task An_entry_of_the_file_is_dropped_when_its_time_has_passed()
    {
        await File.WriteAllTextAsync(file, """{ "revocations": [{ "issuer": "main", "jti": "one", "until": "2030-01-01T12:01:00Z" }] }""");
        await TickUntilAsync(async () => (await ListAsync()).GetArrayLength() == 1);
        await TickUntilAsync(async () => (await ListAsync()).GetArrayLength() == 0);
        Assert.True(clock.GetUtcNow() >= new DateTimeOffset(2030, 1, 1, 12, 1, 0, TimeSpan.Zero));
        await GetAsync(Token()).IsFromServiceAsync();
    }

    private Task<Api> StartAsync() => Api.StartAsync(
        "'GET /': 'read'", clock: clock, settings: new Dictionary<string, string?> { ["Gateway:Revocation:File"] = file });

    private string Token() => api.Issuer.Token("read", p => p["jti"] = "one");

    private Task<HttpResponseMessage> GetAsync(string token)
    {
        api.Service.Forget();
        return api.Gateway.GetAsync("/api", token);
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await GetAsync(token);
        return answer.StatusCode;
    }

    private async Task<string?> HealthAsync()
    {
        using var answer = await api.Gateway.Admin.GetAsync("/health/ready");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("status").GetString();
    }

    private async Task<JsonElement> ListAsync() =>
        JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/revocations")).GetProperty("revocations");

    private Task TickUntilAsync(Func<Task<bool>> isSo) => Ticks.UntilAsync(api.Gateway.Services.GetRequiredService<RevocationWatch>(), clock, isSo);
}
