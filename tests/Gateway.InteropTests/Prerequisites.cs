using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.InteropTests;

/// <summary>
/// What these tests need besides .NET: Node.js, and the packages of a folder. On a machine without them they are skipped and say what is
/// missing; where <c>GATEWAY_TESTS_REQUIRE_ALL</c> is 1, as in CI, they fail instead.
/// </summary>
internal sealed class Prerequisites
{
    private const int OldestNode = 20;

    /// <summary>An authorization server: <c>oidc-provider/server.mjs</c>.</summary>
    public static readonly Prerequisites OidcProvider = new("oidc-provider", "oidc-provider");

    /// <summary>A validator of JSON Schema: <c>json-schema/validate.mjs</c>.</summary>
    public static readonly Prerequisites JsonSchema = new("json-schema", "ajv");

    private readonly Lazy<string?> missing;

    private Prerequisites(string folder, string package)
    {
        Folder = Path.Combine(Repository.Root, "tests", "Gateway.InteropTests", folder);
        missing = new Lazy<string?>(() => WhatIsMissing(package));
    }

    /// <summary>Where the script is, and <c>node_modules</c> once it is installed.</summary>
    public string Folder { get; }

    public string? Missing => missing.Value;

    public void Require()
    {
        if (Missing is not null && Environment.GetEnvironmentVariable("GATEWAY_TESTS_REQUIRE_ALL") == "1")
        {
            Assert.Fail(Missing);
        }

        Skip.If(Missing is not null, Missing);
    }

    private string? WhatIsMissing(string package) =>
        NodeVersion() is not { } version ? $"Node.js {OldestNode} or later is not installed: apt-get install nodejs npm"
        : version < OldestNode ? $"Node.js {version} is too old for {package}: install {OldestNode} or later"
        : !File.Exists(Path.Combine(Folder, "node_modules", package, "package.json"))
            ? $"{package} is not installed: npm ci --prefix tests/Gateway.InteropTests/{Path.GetFileName(Folder)}"
        : null;

    /// <summary>20 of "v20.1.2"; null where there is no Node.js.</summary>
    private static int? NodeVersion()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return int.TryParse(version.TrimStart('v').Split('.')[0], out var major) ? major : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
