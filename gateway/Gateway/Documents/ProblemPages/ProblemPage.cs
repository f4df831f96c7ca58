using Gateway.Documents.Pages;
using Gateway.Routes;

namespace Gateway.Documents.ProblemPages;

/// <summary>A refusal for the person who wrote the client, or who stands before it.</summary>
internal static class ProblemPage
{
    public static Html Of(ProblemDescription problem) => Html.Of($"""
        <p class="status">{problem.Status} <code>{problem.Code}</code></p>
        <h2>What happened</h2>
        <p>{problem.Meaning}</p>
        <h2>What to do</h2>
        <p>{problem.Cure}</p>
        {Details(problem)}
        <h2>What the answer looks like</h2>
        <pre tabindex="0" role="region" aria-label="Example of an answer"><code>{Example(problem.Example!)}</code></pre>
        <p><a href="{GatewayPath.Problems}">All answers by which the gateway refuses a call</a></p>
        """);

    public static Html Index(IEnumerable<ProblemDescription> problems) => Html.Of($"""
        <p>Each answer by which the gateway refuses a call is <code>application/problem+json</code> (RFC 9457) with one of these codes in
        <code>code</code>, and the address of its page here in <code>type</code>. Programs act on <code>code</code>; <code>request_id</code>
        is what those who run the API find the request by.</p>
        <dl>
        {problems.Select(problem => Html.Of($"""
            <dt>{problem.Status} <a href="{GatewayPath.Problems}/{problem.Code}">{problem.Code}</a></dt><dd>{problem.Title}</dd>
            """))}
        </dl>
        """);

    private static Html Details(ProblemDescription problem) => problem.Details is not { } details ? Html.None : Html.Of($"""
        <h2>What the detail says</h2>
        <dl>
        {details.Select(one => Html.Of($"<dt>{one.Detail}</dt><dd>{one.Cure}</dd>"))}
        </dl>
        """);

    private static string Example(ProblemExample example) => string.Join(
        '\n',
        [$"HTTP/1.1 {example.Status}", .. example.Headers.Select(header => $"{header.Key}: {header.Value}"), "", example.BodyText]);
}
