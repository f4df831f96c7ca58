using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Gateway.UnitTests;

/// <summary>
/// <c>docker-compose.yml</c> and the Dockerfile, held against the code: there is no Docker engine in the tests, so what can be wrong by a
/// name, a port or a path is compared instead.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly string Dockerfile = Repository.Read("Dockerfile");

    private static readonly YamlMappingNode Services = Map(Load()["services"]);

    private static readonly string[] SampleServices =
        ["timesheets", "calendar", "contacts", "tasks", "maps", "accounts", "events", "imaging"];

    [Fact]
    public void It_runs_the_gateway_the_authority_and_every_sample_service() =>
        Assert.Equal(["authority", "gateway", .. SampleServices], Services.Children.Keys.Select(Text));

    [Fact]
    public void Every_service_is_built_from_a_target_of_the_Dockerfile()
    {
        foreach (var (name, service) in Services.Children)
        {
            var target = Text(Map(service)["build"]["target"]);
            Assert.Matches($@"(?m)^FROM runtime AS {target}$", Dockerfile);
            Assert.Equal(SampleServices.Contains(Text(name)) ? "services" : Text(name), target);
        }
    }

    [Fact]
    public void The_gateway_is_given_an_address_for_every_variable_of_the_routes_file()
    {
        var variables = Variable().Matches(Repository.Read("appsettings.routes.json")).Select(match => match.Groups[1].Value).Distinct();
        var given = Environment("gateway").Keys.Where(name => name.EndsWith("_URL", StringComparison.Ordinal));
        Assert.Equal(variables.Order(), given.Order());
    }

    [Fact]
    public void The_addresses_given_to_the_gateway_are_those_that_the_services_listen_on()
    {
        foreach (var service in SampleServices)
        {
            var variable = service.ToUpperInvariant() + "_URL";
            Assert.Equal($"http://{service}:8080", Environment("gateway")[variable]);
            Assert.Equal("http://0.0.0.0:8080", Environment(service)[variable]);
            Assert.Equal([service], Services[service]["command"] is YamlSequenceNode command ? command.Select(Text) : []);
        }
    }

    [Fact]
    public void The_services_are_given_the_address_that_the_gateway_listens_on()
    {
        var network = Text(Services["gateway"]["network_mode"]).Replace("service:", "", StringComparison.Ordinal);
        var port = new Uri(Environment("gateway")["ASPNETCORE_URLS"]).Port;
        Assert.All(SampleServices, service => Assert.Equal($"http://{network}:{port}", Environment(service)["GATEWAY_URL"]));
        Assert.Matches(@"(?m)^ENV GATEWAY_URL=http://gateway:8080$", Dockerfile);
    }

    [Fact]
    public void The_issuer_is_the_same_loopback_address_for_the_authority_the_gateway_and_a_browser()
    {
        const string Issuer = "http://127.0.0.1:9000";
        Assert.Equal(Issuer, Environment("authority")["DevAuthority__Issuer"]);
        Assert.Equal(Issuer, Environment("gateway")["AUTHORITY_URL"]);
        Assert.Equal("http://0.0.0.0:9000", Environment("authority")["AUTHORITY_URL"]);
        Assert.Equal("service:authority", Text(Services["gateway"]["network_mode"]));
        Assert.Contains("127.0.0.1:9000:9000", Ports("authority"));
    }

    [Fact]
    public void Only_the_gateway_and_the_authority_are_published_and_on_loopback()
    {
        Assert.Equal(["127.0.0.1:9000:9000", "127.0.0.1:8080:8080"], Ports("authority"));
        Assert.Equal("http://0.0.0.0:8080", Environment("gateway")["ASPNETCORE_URLS"]);
        Assert.All(Services.Children.Keys.Select(Text).Except(["authority"]), name => Assert.Empty(Ports(name)));
    }

    [Fact]
    public void The_gateway_waits_for_all_others_to_be_healthy()
    {
        var waitsFor = Map(Services["gateway"]["depends_on"]);
        Assert.Equal(["authority", .. SampleServices], waitsFor.Children.Keys.Select(Text));
        Assert.All(waitsFor.Children.Values, condition => Assert.Equal("service_healthy", Text(condition["condition"])));
    }

    [Fact]
    public void The_routes_file_is_mounted_where_the_gateway_looks_for_it()
    {
        Assert.Equal(["./appsettings.routes.json:/app/appsettings.routes.json:ro"], Sequence("gateway", "volumes"));
        Assert.Contains("WORKDIR /app", Dockerfile, StringComparison.Ordinal);
        Assert.Equal("appsettings.routes.json", Gateway.Tools.RoutesFile.Name);
    }

    [Fact]
    public void Every_variable_is_one_that_the_code_reads()
    {
        var code = string.Concat(Repository.Sources("gateway").Concat(Repository.Sources("sample-services")).Select(File.ReadAllText));
        var routes = Repository.Read("appsettings.routes.json");
        string[] frameworks = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS"];
        foreach (var name in Services.Children.Keys.Select(Text).SelectMany(service => Environment(service).Keys).Distinct().Except(frameworks))
        {
            var read = name.Contains("__", StringComparison.Ordinal)
                // DevAuthority__Issuer is the option Issuer of the section DevAuthority.
                ? name.Split("__").All(part => code.Contains(part, StringComparison.Ordinal))
                : code.Contains(name, StringComparison.Ordinal) || routes.Contains("${" + name, StringComparison.Ordinal);
            Assert.True(read, $"{name} is read nowhere");
        }
    }

    [Theory]
    [InlineData("gateway", "Gateway", "http://127.0.0.1:9901/health/ready")]
    [InlineData("authority", "DevAuthority", "http://127.0.0.1:9000/healthz")]
    [InlineData("services", "Services", "http://127.0.0.1:8080/healthz")]
    public void Every_image_asks_for_its_health_where_it_is_served(string target, string program, string health)
    {
        var stage = Dockerfile[Dockerfile.IndexOf($"FROM runtime AS {target}", StringComparison.Ordinal)..];
        stage = stage[..(stage.IndexOf("\nFROM ", 5, StringComparison.Ordinal) is > 0 and var next ? next : stage.Length)];
        Assert.Contains($"\"{health}\"", stage, StringComparison.Ordinal);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{program}.dll\"]", stage, StringComparison.Ordinal);

        var sources = Repository.Sources(target == "gateway" ? "gateway" : "sample-services").Select(File.ReadAllText).ToArray();
        Assert.Contains(sources, source => source.Contains($"\"{new Uri(health).AbsolutePath}\"", StringComparison.Ordinal));
        if (target == "gateway")
        {
            Assert.StartsWith(Gateway.Tools.ServeOptions.DefaultAdmin, health, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_image_is_built_in_stages_and_runs_as_nobody_special()
    {
        Assert.Contains("AS build", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", Dockerfile, StringComparison.Ordinal);
        foreach (Match published in PublishedProject().Matches(Dockerfile))
        {
            Assert.True(Directory.Exists(Path.Combine(Repository.Root, published.Groups[1].Value)), published.Value);
        }
    }

    /// <summary>One place says what is measured, and what runs is what was measured.</summary>
    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("deploy/systemd/gateway.service")]
    [InlineData("docs/performance.md")]
    public void The_settings_of_NET_are_those_that_were_measured(string file)
    {
        var measured = Repository.Read("bench/SideBySide/RecommendedSettings.cs");
        var deployed = MeasuredSetting().Matches(measured[..measured.IndexOf(" All ", StringComparison.Ordinal)]);
        Assert.NotEmpty(deployed);
        Assert.All(deployed, setting =>
            Assert.Contains($"{setting.Groups["name"].Value}={setting.Groups["value"].Value}", Repository.Read(file), StringComparison.Ordinal));
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("docker-compose.yml")));
        return Map(yaml.Documents[0].RootNode);
    }

    private static YamlMappingNode Map(YamlNode node) => Assert.IsType<YamlMappingNode>(node);

    private static string Text(YamlNode node) => Assert.IsType<YamlScalarNode>(node).Value!;

    private static Dictionary<string, string> Environment(string service) =>
        Map(Services[service]["environment"]).Children.ToDictionary(entry => Text(entry.Key), entry => Text(entry.Value));

    private static string[] Ports(string service) => Sequence(service, "ports");

    private static string[] Sequence(string service, string member) =>
        Map(Services[service]).Children.TryGetValue(member, out var node) ? [.. ((YamlSequenceNode)node).Select(Text)] : [];

    [GeneratedRegex("""\["(?<name>DOTNET_\w+)"\] = "(?<value>\w+)"[;,]?$""", RegexOptions.Multiline)]
    private static partial Regex MeasuredSetting();

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex PublishedProject();
}
