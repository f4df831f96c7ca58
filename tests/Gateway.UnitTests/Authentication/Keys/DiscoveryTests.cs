using System.Collections.Immutable;
using System.Text;
using Gateway.Authentication.Keys;
using Gateway.Routes;

namespace Gateway.UnitTests.Authentication.Keys;

/// <summary>The discovery document says whose it is and where the keys are; neither may lead anywhere else.</summary>
public sealed class DiscoveryTests
{
    private const string Https = "https://id.example.com/t";
    private const string Loopback = "http://127.0.0.1:5001";

    [Theory]
    [InlineData(Https, "https://id.example.com/t/jwks")]
    [InlineData(Https, "https://keys.example.org:8443/jwks?v=2")]
    [InlineData(Loopback, "http://127.0.0.1:5001/jwks")]
    [InlineData(Loopback, "https://keys.example.org/jwks")]
    public void The_keys_are_behind_https_or_at_the_same_loopback_address(string issuer, string keys)
    {
        Assert.Equal(new Uri(keys), Read(issuer, $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keys}}","other":[1]}""").KeySet);
    }

    [Theory]
    [InlineData(Https, "http://id.example.com/t/jwks")]
    [InlineData(Https, "http://169.254.169.254/latest/meta-data")]
    [InlineData(Https, "https://user:password@id.example.com/jwks")]
    [InlineData(Https, "file:///etc/passwd")]
    [InlineData(Https, "ftp://id.example.com/jwks")]
    [InlineData(Https, "/jwks")]
    [InlineData(Https, "")]
    [InlineData(Https, "https://")]
    [InlineData(Loopback, "http://127.0.0.1:5002/jwks")]
    [InlineData(Loopback, "http://localhost:5001/jwks")]
    [InlineData(Loopback, "http://127.0.0.2:5001/jwks")]
    [InlineData("http://id.example.com", "http://id.example.com/jwks")]
    public void Another_address_for_the_keys_is_refused(string issuer, string keys)
    {
        var (address, fault) = Read(issuer, $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keys}}"}""");
        Assert.Equal((null, FetchFault.KeysAddress), (address, fault));
    }

    [Theory]
    [InlineData("https://id.example.com/t/")]
    [InlineData("https://id.example.com/T")]
    [InlineData("https://ID.example.com/t")]
    [InlineData("https://id.example.com:443/t")]
    [InlineData("https://id.example.com/%74")]
    [InlineData(" https://id.example.com/t")]
    [InlineData("")]
    public void A_document_of_another_issuer_is_refused_however_similar(string claimed)
    {
        var (address, fault) = Read(Https, $$"""{"issuer":"{{claimed}}","jwks_uri":"https://id.example.com/t/jwks"}""");
        Assert.Equal((null, FetchFault.OtherIssuer), (address, fault));
    }

    [Theory]
    [InlineData("", "NotJson")]
    [InlineData("<html>", "NotJson")]
    [InlineData("{} {}", "NotJson")]
    [InlineData("""{"issuer":"https://id.example.com/t","issuer":"https://id.example.com/t","jwks_uri":"https://a/"}""", "NotJson")]
    [InlineData("""{"issuer":"\ud800","jwks_uri":"https://id.example.com/jwks"}""", "NotJson")]
    [InlineData("[]", "NotDiscovery")]
    [InlineData("{}", "NotDiscovery")]
    [InlineData("""{"issuer":"https://id.example.com/t"}""", "NotDiscovery")]
    [InlineData("""{"issuer":["https://id.example.com/t"],"jwks_uri":"https://id.example.com/jwks"}""", "NotDiscovery")]
    [InlineData("""{"issuer":"https://id.example.com/t","jwks_uri":null}""", "NotDiscovery")]
    public void What_is_no_discovery_document_is_not_used(string json, string fault)
    {
        Assert.Equal((null, Enum.Parse<FetchFault>(fault)), Read(Https, json));
    }

    private static (Uri? KeySet, FetchFault Fault) Read(string issuer, string json) =>
        Discovery.Read(Encoding.UTF8.GetBytes(json), new Issuer(
            "main", issuer, new Uri(issuer + "/.well-known/openid-configuration"), ["a"], IssuerPreset.DefaultAlgorithms, ["at+jwt"],
            "scope", "client_id", [], ImmutableArray<MachineMark>.Empty, TimeSpan.Zero));
}
