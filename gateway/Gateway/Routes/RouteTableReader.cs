using Gateway.Routes.Checks;
using Gateway.Routes.Compiling;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Routes;

/// <summary>
/// The door of this folder: a routes file goes in, a table or every mistake in the file comes out. Nothing in a file makes it throw.
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
        var file = text.Files.Single();
        var mistakes = new MistakeList(file.Name);
        var table = Read(text, file.Content, environment, mistakes);
        return new RouteTableResult(mistakes.IsEmpty ? table : null, mistakes.InOrder());
    }

    private static RouteTable? Read(
        RoutesText text, ReadOnlyMemory<byte> content, RoutesEnvironment environment, MistakeList mistakes)
    {
        if (JsonTree.Parse(content, mistakes) is not { } root)
        {
            return null;
        }

        var expanded = new VariableExpansion(environment, mistakes).Expand(root);
        if (RoutesFile.Read(expanded, environment.Development, mistakes) is not { } file)
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

        return mistakes.IsEmpty ? new RouteTableCompiler(mistakes.FileName, file, methods).Compile(text) : null;
    }
}
