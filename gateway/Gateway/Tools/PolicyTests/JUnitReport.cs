using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gateway.Tools.PolicyTests;

/// <summary>The result as JUnit XML, which build servers show: a suite for each file, a case for each test and each reach.</summary>
internal static class JUnitReport
{
    public static void Write(string path, PolicyTestRun run)
    {
        using var writer = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) });
        Of(run).Save(writer);
    }

    private static XDocument Of(PolicyTestRun run)
    {
        var cases = run.Tests.Select(test => Case(test.Test.Place, test.Test.Name, test.Passed ? [] : FailureText.Of(test)))
            .Concat(run.Reaches.Select(reach => Case(reach.Reach.Place, reach.Reach.Name, FailureText.Of(reach))))
            .GroupBy(test => (string)test.Attribute("file")!);
        return new XDocument(new XElement("testsuites", cases.Select(file => new XElement(
            "testsuite",
            new XAttribute("name", file.Key),
            new XAttribute("tests", file.Count()),
            new XAttribute("failures", file.Count(test => test.HasElements)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", 0),
            file))));
    }

    /// <param name="place"><c>file:line</c>.</param>
    /// <param name="failure">Nothing: it passed.</param>
    private static XElement Case(string place, string name, IEnumerable<string> failure)
    {
        var colon = place.LastIndexOf(':');
        var lines = failure.Select(Printable).ToList();
        return new XElement(
            "testcase",
            new XAttribute("classname", Path.GetFileName(place[..colon])),
            new XAttribute("name", name),
            new XAttribute("file", place[..colon]),
            new XAttribute("line", place[(colon + 1)..]),
            lines.Count == 0
                ? null
                : new XElement("failure", new XAttribute("message", lines[0]), $"{place}\n{string.Join('\n', lines)}"));
    }

    /// <summary>XML has no control characters, not even escaped (XML 1.0 section 2.2); a reason in the file may have one.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character > '\uFFFD' ? '\uFFFD' : character));
}
