using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Gateway.UnitTests.Downstream;

/// <summary>What a service's developer gets from <c>dotnet pack</c>, made of the build that is tested.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_package_has_a_page_documentation_symbols_and_a_licence()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-package-");
        try
        {
            await PackAsync(folder.FullName);

            using var package = await ZipFile.OpenReadAsync(Assert.Single(folder.GetFiles("*.nupkg")).FullName);
            var entries = package.Entries.Select(entry => entry.FullName).ToList();
            Assert.Contains("README.md", entries);
            Assert.Contains("lib/net10.0/Gateway.Downstream.dll", entries);
            Assert.Contains("lib/net10.0/Gateway.Downstream.xml", entries);
            Assert.Contains("member name=\"T:Gateway.Downstream.Testing.TestCallers\"", await ReadAsync(package, "lib/net10.0/Gateway.Downstream.xml"), StringComparison.Ordinal);

            var metadata = XDocument.Parse(await ReadAsync(package, "Gateway.Downstream.nuspec")).Root!.Elements().First();
            Assert.Equal("MIT", Text("license"));
            Assert.Equal("README.md", Text("readme"));
            Assert.NotEqual("", Text("description"));
            Assert.Equal(
                ["Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Tokens"],
                metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order());
            Assert.Equal("Microsoft.AspNetCore.App", Assert.Single(metadata.Descendants(), e => e.Name.LocalName == "frameworkReference").Attribute("name")!.Value);

            using var symbols = await ZipFile.OpenReadAsync(Assert.Single(folder.GetFiles("*.snupkg")).FullName);
            Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/Gateway.Downstream.pdb");

            string Text(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PackAsync(string folder)
    {
        // bin/Debug/net10.0: the configuration that these tests were built in, and the library with them.
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        using var pack = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["pack", Path.Combine(Repository.Root, "gateway", "Gateway.Downstream"), "--no-build", "-c", configuration, "-o", folder, "-nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, output);
    }

    private static async Task<string> ReadAsync(ZipArchive package, string name)
    {
        using var reader = new StreamReader(await package.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
