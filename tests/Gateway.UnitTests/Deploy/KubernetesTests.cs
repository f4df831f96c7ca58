using System.Globalization;
using Gateway.Forwarding.Draining;
using Gateway.Routes;
using Gateway.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using YamlDotNet.RepresentationModel;

namespace Gateway.UnitTests.Deploy;

/// <summary>deploy/kubernetes, held against the code: what a cluster cannot know to be wrong, because it is a name of ours.</summary>
public sealed class KubernetesTests
{
    private static readonly YamlNode Pod = Load("deployment.yaml")["spec"]["template"]["spec"];

    private static readonly YamlNode Container = Pod["containers"][0];

    [Fact]
    public void Every_setting_that_it_makes_exists()
    {
        var settings = typeof(SectionAttribute).Assembly.GetTypes().Where(type => type.IsDefined(typeof(SectionAttribute), false))
            .SelectMany(type => type.GetProperties().Select(property => $"{SettingsReader.PathOf(type)}:{property.Name}"));
        var made = Items(Container["env"]).Select(variable => Text(variable["name"])).Where(name => name.StartsWith("Gateway", StringComparison.Ordinal))
            .Select(name => name.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(made);
        Assert.Empty(made.Except(settings));
    }

    [Fact]
    public void It_listens_where_its_ports_are()
    {
        Assert.Equal($"http://0.0.0.0:{Port("http")}", Variable("ASPNETCORE_URLS"));
        Assert.Contains($"http://0.0.0.0:{Port("admin")}", Items(Container["args"]).Select(Text));
    }

    [Theory]
    [InlineData("startupProbe", "/health/ready")]
    [InlineData("readinessProbe", "/health/ready")]
    [InlineData("livenessProbe", "/health/live")]
    public void It_is_asked_on_the_admin_listener_whether_it_lives_and_is_ready(string probe, string path)
    {
        Assert.Equal(path, Text(Container[probe]["httpGet"]["path"]));
        Assert.Equal("admin", Text(Container[probe]["httpGet"]["port"]));
    }

    [Fact]
    public void It_is_given_more_time_to_end_than_it_takes_at_most()
    {
        var given = TimeSpan.FromSeconds(int.Parse(Text(Pod["terminationGracePeriodSeconds"]), CultureInfo.InvariantCulture));
        Assert.True(given > InProduction(new DrainOptions()));
        var unit = Repository.Read("deploy", "systemd", "gateway.service");
        Assert.Contains($"TimeoutStopSec={given.TotalSeconds}\n", unit, StringComparison.Ordinal);

        static TimeSpan InProduction(DrainOptions drain) => drain.ProcessLimitIn(new HostingEnvironment { EnvironmentName = Environments.Production });
    }

    [Fact]
    public void Clients_reach_the_public_port_only()
    {
        Assert.Equal(["http"], Items(Load("service.yaml")["spec"]["ports"]).Select(port => Text(port["targetPort"])));
        var rules = Items(Load("networkpolicy.yaml")["spec"]["ingress"]);
        Assert.Equal(["http", "admin"], rules.SelectMany(rule => Items(rule["ports"])).Select(port => Text(port["port"])));
    }

    [Fact]
    public void Every_file_that_it_names_is_in_a_volume_that_it_mounts()
    {
        string[] mounts = [.. Items(Container["volumeMounts"]).Select(mount => Text(mount["mountPath"]))];
        var named = Items(Container["args"]).Select(Text).Concat(Items(Container["env"]).Select(variable => Text(variable["value"])))
            .Where(text => text.StartsWith('/')).ToList();
        Assert.Equal(3, named.Count);
        Assert.All(named, path => Assert.Contains(Path.GetDirectoryName(path), mounts));
        Assert.Equal(
            Items(Container["volumeMounts"]).Select(mount => Text(mount["name"])).Order(),
            Items(Pod["volumes"]).Select(volume => Text(volume["name"])).Order());
    }

    [Fact]
    public void It_may_write_nowhere_but_in_its_temporary_directory_and_is_nobody_special()
    {
        Assert.Equal("true", Text(Pod["securityContext"]["runAsNonRoot"]));
        Assert.Equal("true", Text(Container["securityContext"]["readOnlyRootFilesystem"]));
        Assert.Equal("false", Text(Container["securityContext"]["allowPrivilegeEscalation"]));
        Assert.Equal(["ALL"], Items(Container["securityContext"]["capabilities"]["drop"]).Select(Text));
        var writable = Items(Container["volumeMounts"]).Where(mount => !((YamlMappingNode)mount).Children.ContainsKey("readOnly"));
        Assert.Equal(["/tmp"], writable.Select(mount => Text(mount["mountPath"])));
    }

    [Fact]
    public void The_set_is_complete()
    {
        var set = Load("kustomization.yaml");
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "deploy", "kubernetes"), "*.yaml").Select(Path.GetFileName);
        Assert.Equal(files.Except(["kustomization.yaml"]).Order(), Items(set["resources"]).Select(Text).Order());
        var routes = set["configMapGenerator"][0];
        Assert.Equal(Text(Items(Pod["volumes"]).First()["configMap"]["name"]), Text(routes["name"]));
        Assert.Equal($"/etc/gateway/routes/{Text(routes["files"][0])}", Text(Container["args"][2]));
    }

    [Fact]
    public void The_example_of_a_policy_has_no_mistake_in_Production()
    {
        var file = Path.Combine(Repository.Root, "deploy", "kubernetes", "appsettings.routes.json");
        Assert.Empty(RouteTableReader.Read(file, new RoutesEnvironment("Production", _ => null)).Mistakes);
    }

    private static string Port(string name) =>
        Text(Items(Container["ports"]).Single(port => Text(port["name"]) == name)["containerPort"]);

    private static string Variable(string name) => Text(Items(Container["env"]).Single(variable => Text(variable["name"]) == name)["value"]);

    private static YamlNode Load(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("deploy", "kubernetes", file)));
        return yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlNode> Items(YamlNode node) => ((YamlSequenceNode)node).Children;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
