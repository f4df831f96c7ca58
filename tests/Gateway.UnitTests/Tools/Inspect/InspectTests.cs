using System.Text.Json.Nodes;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.UnitTests.Tools.Inspect;

public sealed class InspectTests
{
    private const string Signature = "c2lnbmF0dXJlLW9mLW5vYm9keQ";
    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"k"}""";
    private const string Good =
        """{"iss":"http://127.0.0.1:9000","aud":"https://api.example.com","sub":"ana","client_id":"app","iat":1000,"exp":9999999999,"jti":"1"}""";

    [Fact]
    public async Task A_token_is_shown_without_its_signature_and_nothing_of_it_is_called_verified()
    {
        var run = await RunAsync(Token(Header, Good));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Nothing of this was verified: anybody can have written it.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"client_id\": \"app\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("issued (iat)         1970-01-01T00:16:40Z, ", run.Out, StringComparison.Ordinal);
        Assert.Contains("looks like preset    rfc9068\n", run.Out, StringComparison.Ordinal);
        Assert.Matches("form +ok", run.Out);
        Assert.Contains("issuer               ok authority (http://127.0.0.1:9000)\n", run.Out, StringComparison.Ordinal);
        Assert.Matches("audience +ok", run.Out);
        Assert.DoesNotContain(Signature, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Header, """{"iss":"http://127.0.0.1:9000","aud":"x","exp":1}""", "audience", "lifetime", "identity")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt"}""", Good, "type")]
    [InlineData("""{"alg":"RS256","typ":"JWT"}""", Good, "type")]
    [InlineData(Header, """{"iss":"http://127.0.0.1:9000/","aud":"x"}""", "issuer")]
    public async Task What_does_not_fit_the_routes_file_is_said(string header, string payload, params string[] refused)
    {
        var run = await RunAsync(Token(header, payload), "--format", "json");
        var fits = JsonNode.Parse(run.Out)!["fits"]!.AsArray();
        Assert.Equal(refused, fits.Where(fit => !fit!["holds"]!.GetValue<bool>()).Select(fit => fit!["step"]!.GetValue<string>()));
        Assert.False(JsonNode.Parse(run.Out)!["verified"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_the_gateway_refuses_for_its_form_is_shown_all_the_same()
    {
        var run = await RunAsync(Token(Header, """{"iss":"http://127.0.0.1:9000","cnf":{"jkt":"x"}}"""));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("form +REFUSED The token is bound to a key", run.Out);
    }

    [Fact]
    public async Task Control_characters_of_a_token_do_not_reach_the_terminal()
    {
        var run = await RunAsync(Token(Header, """{"iss":"http://127.0.0.1:9000","aud":"\u001b[2J\u009b","sub":"\u0007","client_id":"x"}"""));
        Assert.DoesNotContain(run.Out, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task An_opaque_token_is_called_one()
    {
        var run = await RunAsync("v1.opaque-token~x");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("An opaque token", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("opaque-token", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one two")]
    [InlineData("a.b.c")]
    [InlineData("aaaa.bbbb.cccc.dddd.eeee")]
    [InlineData("WzFd.WzFd.AA")]
    public async Task What_is_no_token_is_2(string text)
    {
        var run = await RunAsync(text);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    private static string Token(string header, string payload) => $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}.{Signature}";

    private static Task<CommandRun> RunAsync(string token, params string[] more) => CommandRun.OfAsync(
        token, ["inspect", "-", "--routes", Path.Combine(Repository.Root, "appsettings.routes.json"), "--env", "Development", .. more]);
}
