using System.Diagnostics;

namespace Gateway.InteropTests.Recipes;

/// <summary>A program of <c>sample-services/Recipes</c>, started as <c>docs/downstream.md</c> says.</summary>
internal sealed record Recipe(Prerequisites Needs, string Serve, string VerifyVectors)
{
    private static readonly Dictionary<string, Recipe> All = new(StringComparer.Ordinal)
    {
        ["node"] = new(Prerequisites.NodeRecipe, "node server.mjs", "node verify-vectors.mjs"),
        ["python"] = new(Prerequisites.PythonRecipe, "/usr/bin/python3 server.py", "/usr/bin/python3 verify_vectors.py"),
        ["java"] = new(
            Prerequisites.JavaRecipe, "java -cp /usr/share/java/* Whoami.java", "java -cp /usr/share/java/* Whoami.java verify-vectors"),
        ["go"] = new(Prerequisites.GoRecipe, "go run .", "go run . verify-vectors"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static IEnumerable<Recipe> Commands => All.Values;

    /// <summary>Skips the test, or fails it, where the language's tools are missing.</summary>
    public static Recipe Named(string name)
    {
        All[name].Needs.Require();
        return All[name];
    }

    /// <summary>Ready to start; what it prints is redirected.</summary>
    public Process Process(string command, params string[] arguments)
    {
        string[] words = [.. command.Split(' '), .. arguments];
        if (words[0] == "java")
        {
            // It compiles its file at each start, and lives too short for that to be worth optimizing.
            words = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", .. words[1..]];
        }

        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Needs.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        // Nothing is downloaded, and no C compiler is needed.
        start.Environment["GOPROXY"] = "off";
        start.Environment["GOFLAGS"] = "-mod=mod";
        start.Environment["CGO_ENABLED"] = "0";
        return new Process { StartInfo = start };
    }
}
