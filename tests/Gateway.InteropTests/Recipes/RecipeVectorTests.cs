using System.Text.Json.Nodes;
using Gateway.InteropTests.Vectors;

namespace Gateway.InteropTests.Recipes;

/// <summary>Each recipe runs <c>docs/vectors</c> by itself, as anybody's verifier can.</summary>
public sealed class RecipeVectorTests
{
    public static TheoryData<string> Recipes => Recipe.Names;

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_takes_every_good_vector_and_refuses_every_bad_one(string name)
    {
        var (exitCode, output, errors) = await RunAsync(Recipe.Named(name), VectorFiles.Folder);
        var all = Cases("good.json").Count + Cases("bad.json").Count;
        Assert.Equal((0, $"{all} as they should be, 0 not", ""), (exitCode, output, errors));
    }

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_that_is_wrong_about_a_vector_says_so_and_fails(string name)
    {
        var recipe = Recipe.Named(name);
        var folder = Directory.CreateTempSubdirectory("gateway-");
        try
        {
            var (good, bad) = (VectorFiles.Read("good.json"), VectorFiles.Read("bad.json"));
            good["cases"]![0]!["caller"]!["sub"] = "somebody else";
            bad["cases"]![0]!["assertion"] = good["cases"]![1]!["assertion"]!.DeepClone();
            foreach (var (file, content) in new[] { ("good.json", good), ("bad.json", bad), ("keys.json", VectorFiles.Read("keys.json")) })
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), content.ToJsonString());
            }

            var (exitCode, output, errors) = await RunAsync(recipe, folder.FullName);
            Assert.Equal(1, exitCode);
            Assert.EndsWith(" as they should be, 2 not", output, StringComparison.Ordinal);
            Assert.Contains((string)good["cases"]![0]!["name"]!, errors, StringComparison.Ordinal);
            Assert.Contains((string)bad["cases"]![0]!["name"]!, errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonArray Cases(string file) => VectorFiles.Read(file)["cases"]!.AsArray();

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Recipe recipe, string folder)
    {
        using var process = recipe.Process(recipe.VerifyVectors, folder);
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // `go run` adds a line about the exit code of what it ran, and has its own.
        return (process.ExitCode, output.Trim(), (await errors).Trim());
    }
}
