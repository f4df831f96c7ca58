using Gateway.Routes.Checks;
using Gateway.Routes.Compiling;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Routes;

/// <summary>
/// The door of this folder: a policy goes in, a file or several, a table or every mistake comes out. Nothing in a file makes it throw.
/// </summary>
internal static class RouteTableReader
{
    public static RouteTableResult Read(string path, RoutesEnvironment environment)
    {
        var mistakes = new MistakeList(path);
        return RoutesText.Load(path, environment, mistakes) is { } text ? Read(text, environment) : new RouteTableResult(null, mistakes.InOrder());
    }

    public static RouteTableResult Read(string fileName, ReadOnlyMemory<byte> content, RoutesEnvironment environment) =>
        Read(new RoutesText([new RoutesFileText(fileName, content)]), environment);

    public static RouteTableResult Read(RoutesText text, RoutesEnvironment environment)
    {
        var mistakes = new MistakeList(text.Files[0].Name);
        var trees = text.WithOverlays().Select(pair => Tree(pair.File, pair.Overlay, mistakes)).ToList();
        // Without one of its files, what is in the others cannot be judged.
        var table = trees.Contains(null) ? null : Read(text, trees.OfType<JsonNode>(), environment, mistakes);
        return new RouteTableResult(mistakes.IsEmpty ? table : null, mistakes.InOrder());
    }

    private static JsonNode? Tree(RoutesFileText file, RoutesFileText? overlay, MistakeList mistakes)
    {
        var tree = JsonTree.Parse(file.Content, mistakes.In(file.Name));
        if (overlay is null)
        {
            return tree;
        }

        var changes = JsonTree.Parse(overlay.Content, mistakes.In(overlay.Name), smallest: "{ }");
        return tree is null || changes is null ? null : JsonMergePatch.Apply(tree, changes, mistakes);
    }

    private static RouteTable? Read(RoutesText text, IEnumerable<JsonNode> trees, RoutesEnvironment environment, MistakeList mistakes)
    {
        var expansion = new VariableExpansion(environment, mistakes);
        if (RoutesFile.Read([.. trees.Select(expansion.Expand)], environment.Development, mistakes) is not { } file)
        {
            return null;
        }

        var operations = file.Apis.SelectMany(api => api.Operations).ToList();
        var methods = new EffectiveMethods(operations);
        PrefixCheck.Check(file.Apis, mistakes);
        new OperationPairCheck(methods, mistakes).Check(operations);
        foreach (var api in file.Apis)
        {
            YarpCheck.Check(api, mistakes);
        }

        return mistakes.IsEmpty ? new RouteTableCompiler(file, methods).Compile(text) : null;
    }
}
