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
        try
        {
            return Read(path, File.ReadAllBytes(path), environment);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var mistakes = new MistakeList(path);
            mistakes.AddWholeFile(MistakeCode.UnreadableFile, $"the file cannot be read: {Reason(path, problem)}");
            return new RouteTableResult(null, mistakes.InOrder());
        }
    }

    public static RouteTableResult Read(string fileName, ReadOnlyMemory<byte> content, RoutesEnvironment environment)
    {
        var mistakes = new MistakeList(fileName);
        var table = Read(content, environment, mistakes);
        return new RouteTableResult(mistakes.IsEmpty ? table : null, mistakes.InOrder());
    }

    private static RouteTable? Read(ReadOnlyMemory<byte> content, RoutesEnvironment environment, MistakeList mistakes)
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

        return mistakes.IsEmpty ? new RouteTableCompiler(mistakes.FileName, file, methods).Compile(ContentHash.OfFile(content.Span)) : null;
    }

    private static string Reason(string path, Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a directory",
        UnauthorizedAccessException => "this process may not read it",
        _ => "the system refuses it",
    };
}
