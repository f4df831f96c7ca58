using System.Text;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.UnitTests.Routes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.UnitTests.Tools.Compile;

/// <summary>What is printed is read by YARP itself, from a configuration file, as a program with nothing but YARP in it reads it.</summary>
public sealed class CompileCommandTests
{
    [Theory]
    [InlineData("appsettings.routes.json")]
    [InlineData("good/everything.json")]
    [InlineData("good/smallest.json")]
    public async Task Plain_YARP_reads_the_same_routes_and_clusters_and_finds_nothing_wrong(string file)
    {
        var table = RouteTableReader.Read(RoutesFiles.PathOf(file), RoutesFiles.Development).Table!;
        await using var yarp = PlainYarp(Compiled(table));

        var loaded = yarp.GetRequiredService<IProxyConfigProvider>().GetConfig();

        Assert.Equal(Sorted(table.Routes.Select(WithReadableId)), Sorted(loaded.Routes));
        Assert.Equal(
            table.Clusters.OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal),
            loaded.Clusters.OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal));
        var validator = yarp.GetRequiredService<IConfigValidator>();
        foreach (var route in loaded.Routes)
        {
            Assert.Empty(await validator.ValidateRouteAsync(route));
        }

        foreach (var cluster in loaded.Clusters)
        {
            Assert.Empty(await validator.ValidateClusterAsync(cluster));
        }
    }

    [Fact]
    public async Task The_configuration_is_the_result_and_that_it_checks_nobody_is_said_beside_it()
    {
        var run = await CommandRun.OfAsync("compile", "--routes", RoutesFiles.PathOf("good/smallest.json"), "--to", "yarp");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["ReverseProxy"], JsonDocument.Parse(run.Out).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Contains("Who may make them is not in it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_are_not_set_are_not_written()
    {
        var run = await CommandRun.OfAsync("compile", "--routes", RoutesFiles.PathOf("good/smallest.json"));

        Assert.DoesNotContain("null", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad/empty.json", "")]
    [InlineData("good/smallest.json", "--to nginx")]
    public async Task What_cannot_be_compiled_is_no_answer(string file, string arguments)
    {
        var run = await CommandRun.OfAsync(
            ["compile", "--routes", RoutesFiles.PathOf(file), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    /// <summary>A colon cannot be in a key of .NET configuration.</summary>
    private static RouteConfig WithReadableId(RouteConfig route) => route with { RouteId = route.RouteId.Replace(':', '=') };

    private static IEnumerable<RouteConfig> Sorted(IEnumerable<RouteConfig> routes) => routes.OrderBy(route => route.RouteId, StringComparer.Ordinal);

    private static string Compiled(RouteTable table) => Gateway.Tools.Compile.YarpConfiguration.Of(table).ToJsonString();

    private static ServiceProvider PlainYarp(string json)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var services = new ServiceCollection().AddLogging().AddRouting();
        services.AddReverseProxy().LoadFromConfig(configuration.GetSection("ReverseProxy"));
        return services.BuildServiceProvider();
    }
}
