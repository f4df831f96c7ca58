using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.InteropTests;

/// <summary>
/// What these tests need besides .NET: Node.js and the packages of a folder, or another language's tools. On a machine without them they
/// are skipped and say what is missing; where <c>GATEWAY_TESTS_REQUIRE_ALL</c> is 1, as in CI, they fail instead.
/// </summary>
internal sealed class Prerequisites
{
    private const int OldestNode = 20;
    private const int OldestJava = 17;

    /// <summary>An authorization server: <c>oidc-provider/server.mjs</c>.</summary>
    public static readonly Prerequisites OidcProvider = Node("tests/Gateway.InteropTests/oidc-provider", "oidc-provider");

    /// <summary>A validator of JSON Schema: <c>json-schema/validate.mjs</c>.</summary>
    public static readonly Prerequisites JsonSchema = Node("tests/Gateway.InteropTests/json-schema", "ajv");

    /// <summary>The official client of the Model Context Protocol: <c>mcp-client/client.mjs</c>.</summary>
    public static readonly Prerequisites McpClient = Node("tests/Gateway.InteropTests/mcp-client", "@modelcontextprotocol/sdk");

    public static readonly Prerequisites McpService = Node("sample-services/Mcp", "@modelcontextprotocol/sdk");

    /// <summary>A validator of OpenAPI documents: <c>openapi/validate.mjs</c>.</summary>
    public static readonly Prerequisites OpenApi = Node("tests/Gateway.InteropTests/openapi", "@seriousme/openapi-schema-validator");

    /// <summary>A validator of Kubernetes objects: <c>kubernetes/validate.mjs</c>.</summary>
    public static readonly Prerequisites Kubernetes = Node("tests/Gateway.InteropTests/kubernetes", "kubernetes-models");

    public static readonly Prerequisites Systemd = new("deploy/systemd", _ =>
        Output("systemd-analyze", "--version") is not null ? null : "systemd-analyze is not installed: apt-get install systemd");

    public static readonly Prerequisites Promtool = new("deploy/monitoring", _ =>
        Output("promtool", "--version") is not null ? null : "promtool is not installed: apt-get install prometheus");

    public static readonly Prerequisites NodeRecipe = Node("sample-services/Recipes/node", "jose");

    /// <summary>Debian's Python, which has Debian's packages; another one that comes first in the path does not.</summary>
    public static readonly Prerequisites PythonRecipe = new("sample-services/Recipes/python", _ =>
        Output("/usr/bin/python3", "-c", "import jwt, cryptography") is not null
            ? null
            : "PyJWT is not installed: apt-get install python3-jwt python3-cryptography");

    public static readonly Prerequisites JavaRecipe = new("sample-services/Recipes/java", _ =>
        Major(Output("javac", "--version")) >= OldestJava && File.Exists("/usr/share/java/jackson-databind.jar")
            ? null
            : $"A JDK ({OldestJava} or later) or Jackson is not installed: apt-get install default-jdk-headless libjackson2-databind-java");

    public static readonly Prerequisites GoRecipe = new("sample-services/Recipes/go", _ =>
        Output("go", "version") is not null ? null : "Go is not installed: apt-get install golang-go");

    /// <summary>A server and a client of gRPC: <c>grpc-js/server.mjs</c> and <c>grpc-js/client.mjs</c>.</summary>
    public static readonly Prerequisites Grpc = Node("tests/Gateway.InteropTests/grpc-js", "@grpc/grpc-js");

    /// <summary>A load balancer.</summary>
    public static readonly Prerequisites HaProxy = new("tests/Gateway.InteropTests/HaProxy", _ =>
        Output("haproxy", "-v") is not null ? null : "HAProxy is not installed: apt-get install haproxy");

    private readonly Lazy<string?> missing;

    private Prerequisites(string folder, Func<string, string?> whatIsMissing)
    {
        Folder = Repository.PathOf(folder);
        missing = new Lazy<string?>(() => whatIsMissing(Folder));
    }

    /// <summary>Where the program is, and <c>node_modules</c> once it is installed.</summary>
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

    private static Prerequisites Node(string path, string package) => new(path, folder =>
        Major(Output("node", "--version")) is not { } version
            ? $"Node.js {OldestNode} or later is not installed: apt-get install nodejs npm"
        : version < OldestNode ? $"Node.js {version} is too old for {package}: install {OldestNode} or later"
        : !File.Exists(Path.Combine(folder, "node_modules", package, "package.json"))
            ? $"{package} is not installed: npm ci --prefix {path}"
        : null);

    /// <summary>20 of "v20.1.2", 17 of "javac 17.0.1".</summary>
    private static int? Major(string? version) =>
        int.TryParse(version?.Trim().Split(' ')[^1].TrimStart('v').Split('.')[0], out var major) ? major : null;

    /// <summary>What a program says about itself; null where it is missing or fails.</summary>
    private static string? Output(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
