using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>The left side of an operation: <c>POST /{id}/approve</c>.</summary>
internal sealed record OperationKey(string Method, string Path, PathTemplate Template)
{
    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static OperationKey? Read(JsonMember operation, string prefix, MistakeList mistakes)
    {
        var key = operation.Name;
        var space = key.IndexOf(' ');
        if (space <= 0 || !key[space..].TrimStart(' ').StartsWith('/'))
        {
            mistakes.Add(
                operation.Place,
                MistakeCode.BadOperation,
                $"{Wording.Quote(key)} has to be a method, a space and a path, like \"GET /{{id}}\"");
            return null;
        }

        var method = key[..space];
        var path = key[space..].TrimStart(' ');
        var methodIsKnown = CheckMethod(method, operation.Place, mistakes);
        var (template, problem) = PathTemplate.Parse(prefix, path);
        if (template is null)
        {
            mistakes.Add(operation.Place, MistakeCode.BadTemplate, $"the path {Wording.Quote(path)} {problem}");
        }

        return methodIsKnown && template is not null ? new OperationKey(method, path, template) : null;
    }

    private static bool CheckMethod(string method, Place place, MistakeList mistakes)
    {
        if (Methods.Contains(method, StringComparer.Ordinal))
        {
            return true;
        }

        var hint = method is "CONNECT" or "TRACE" ? "; it is never forwarded" : DidYouMean.For(method, Methods);
        mistakes.Add(place, MistakeCode.BadMethod, $"{Wording.Quote(method)} is not one of {Wording.List(Methods)}{hint}");
        return false;
    }
}
