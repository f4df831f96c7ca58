using System.Text.RegularExpressions;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.PolicyTests;

/// <summary>One entry of <c>Tests</c>.</summary>
internal sealed partial class PolicyTestEntry(RouteTable table, PersonaList personas, MistakeList mistakes)
{
    private static readonly string[] Members = PolicyTestMembers.OfTest.Names();

    private static readonly KnownNames Methods = new(
        [.. OperationKey.Methods], MistakeCode.BadMethod, $"is not one of {Wording.List(OperationKey.Methods)}");

    private readonly ExpectationEntry expectation = new(table, mistakes);

    public PolicyTest? Read(JsonNode node)
    {
        if (ObjectReader.Open(node, "a test", mistakes, Members) is not { } reader)
        {
            return null;
        }

        reader.Require("As", node.Place, "the persona that calls");
        var persona = personas.Find(reader.Text("As"));
        reader.Require("Request", node.Place, "what is called, like \"GET /timesheets/3\"");
        var request = ReadRequest(reader.Text("Request"));
        var expect = expectation.Read(reader, node.Place);
        var why = reader.Text("Why")?.Value;
        return persona is null || request is not var (method, path) || expect is null
            ? null
            : new PolicyTest(persona, method, path, expect, why, node.Place.ToString());
    }

    private (string Method, string Path)? ReadRequest(JsonText? text)
    {
        if (text is null)
        {
            return null;
        }

        if (Request.Match(text.Value) is not { Success: true } request)
        {
            mistakes.Add(
                text.Place,
                PolicyTestMistakeCode.BadRequest,
                $"{Wording.Quote(text.Written)} has to be a method, a space and the path of a real call, percent-encoded and without a "
                + "query, like \"GET /timesheets/3\"");
            return null;
        }

        var written = request.Groups["method"].Value;
        var method = Methods.Find(new JsonText(text.Place, written, written), mistakes);
        return method is null ? null : (method, request.Groups["path"].Value);
    }

    // RFC 3986 section 3.3: what a path is made of. A template's braces are not.
    [GeneratedRegex(@"\A(?<method>\S+) +(?<path>/[A-Za-z0-9\-._~%!$&'()*+,;=:@/]*)\z", RegexOptions.ExplicitCapture)]
    public static partial Regex Request { get; }
}
