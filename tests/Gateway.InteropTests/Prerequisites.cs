using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.InteropTests;

/// <summary>
/// What these tests need besides .NET: Node.js, and the server's packages. On a machine without them they are skipped and say what is
/// missing; where <c>GATEWAY_TESTS_REQUIRE_ALL</c> is 1, as in CI, they fail instead.
/// </summary>
internal static class Prerequisites
{
    private const int OldestNode = 20;

    private static readonly Lazy<string?> Lacking = new(WhatIsMissing);

    /// <summary>Where <c>server.mjs</c> is, and <c>node_modules</c> once it is installed.</summary>
    public static string ServerFolder { get; } = FindServerFolder();

    public static string? Missing => Lacking.Value;

    public static void Require()
    {
        if (Missing is { } missing && Environment.GetEnvironmentVariable("GATEWAY_TESTS_REQUIRE_ALL") == "1")
        {
            Assert.Fail(missing);
        }

        Skip.If(Missing is not null, Missing);
    }

    private static string? WhatIsMissing() =>
        NodeVersion() is not { } version ? $"Node.js {OldestNode} or later is not installed: apt-get install nodejs npm"
        : version < OldestNode ? $"Node.js {version} is too old for oidc-provider: install {OldestNode} or later"
        : !File.Exists(Path.Combine(ServerFolder, "node_modules", "oidc-provider", "package.json"))
            ? "oidc-provider is not installed: npm ci --prefix tests/Gateway.InteropTests/oidc-provider"
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

    private static string FindServerFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "oidc-provider");
            if (File.Exists(Path.Combine(candidate, "server.mjs")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("No oidc-provider/server.mjs above the tests.");
    }
}
