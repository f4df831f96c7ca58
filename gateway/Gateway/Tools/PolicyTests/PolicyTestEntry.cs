using System.Text.RegularExpressions;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>One entry of <c>Tests</c>.</summary>
internal sealed partial class PolicyTestEntry(RouteTable table, PersonaList personas, MistakeList mistakes)
{
    private static readonly string[] Members = PolicyTestMembers.OfTest.Names();

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public PolicyTest? Read(JsonNode node)
    {
        if (ObjectReader.Open(node, "a test", mistakes, Members) is not { } reader)
        {
            return null;
        }

        var persona = reader.Require("As", node.Place, "the persona that calls") is null ? null : personas.Find(reader.Text("As"));
        var request = ReadRequest(reader, node.Place);
        var expect = new ExpectationEntry(table, mistakes).Read(reader, node.Place);
        var why = reader.Text("Why")?.Value;
        return persona is null || request is null || expect is null
            ? null
            : new PolicyTest(persona, request.Groups["method"].Value, request.Groups["path"].Value, expect, why, $"{mistakes.FileName}:{node.Place.Line}");
    }

    private Match? ReadRequest(ObjectReader reader, Place place)
    {
        if (reader.Require("Request", place, "what is called, like \"GET /timesheets/3\"") is null || reader.Text("Request") is not { } text)
        {
            return null;
        }

        if (Request.Match(text.Value) is not { Success: true } request)
        {
            mistakes.Add(
                text.Place,
                PolicyTestMistakeCode.BadRequest,
                $"{Wording.Quote(text.Written)} has to be a method, a space and the path of a real call, percent-encoded and without a query, "
                + "like \"GET /timesheets/3\"");
            return null;
        }

        var method = new JsonText(text.Place, request.Groups["method"].Value, request.Groups["method"].Value);
        return KnownName.Find(method, Methods, MistakeCode.BadMethod, $"is not one of {Wording.List(Methods)}", mistakes) is null ? null : request;
    }

    // RFC 3986 section 3.3: what a path is made of. A template's braces are not.
    [GeneratedRegex(@"\A(?<method>\S+) +(?<path>/[A-Za-z0-9\-._~%!$&'()*+,;=:@/]*)\z", RegexOptions.ExplicitCapture)]
    public static partial Regex Request { get; }
}
