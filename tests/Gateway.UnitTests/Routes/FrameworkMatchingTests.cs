using System.Diagnostics;
using Gateway.Routes.Checks;
using Gateway.Routes.Written;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.UnitTests.Routes;

/// <summary>What the checks believe of two templates, against ASP.NET Core's own matching of real paths.</summary>
public sealed class FrameworkMatchingTests
{
    private static readonly PathTemplate[] Templates =
    [
        .. new[]
        {
            "/", "/x", "/X/y", "/{id}", "/{id:int}", "/{id:long}", "/{id:guid}", "/{id:alpha}", "/{id:bool}", "/{id:length(2)}", "/{id:range(1,9)}",
            "/{id:alpha:maxlength(3)}", "/{id}/y", "/{id:int}/y", "/x/{id}", "/x/{id:int}", "/{a}/{b}", "/{**rest}", "/x/{**rest}", "/{id:int}/{**rest}",
        }.Select(template => PathTemplate.Parse("/p", template).Template!),
    ];

    private static readonly string[] Paths =
    [
        "/p", "/p/", "/P/x", "/p/X/", "/p/y", "/p/5", "/p/+5", "/p/-5", "/p/55", "/p/99999999999", "/p/true", "/p/ab", "/p/abcd", "/p/x/y", "/p/X/Y",
        "/p/5/y", "/p/5/5", "/p/x/5", "/p/x/y/z", "/p/5/y/z", "/p/00000000000000000000000000000005", "/p/a1b2c3d4-0000-0000-0000-000000000000", "/q", "/",
    ];

    [Fact]
    public async Task What_the_checks_believe_of_two_templates_is_what_the_framework_does()
    {
        var matched = new Dictionary<PathTemplate, HashSet<string>>();
        foreach (var template in Templates)
        {
            var winners = await Winners(template);
            matched[template] = [.. Paths.Where((_, index) => winners[index] is not null)];
        }

        foreach (var (one, other) in Templates.SelectMany((one, index) => Templates.Skip(index + 1).Select(other => (one, other))))
        {
            var common = matched[one].Intersect(matched[other]).ToList();
            Assert.True(common.Count == 0 || one.Overlaps(other), $"{one.Text} and {other.Text} have {string.Join(' ', common)} in common");
            Assert.True(!one.IsWithin(other) || matched[one].IsSubsetOf(matched[other]), $"{one.Text} is not within {other.Text}");
            Assert.True(!other.IsWithin(one) || matched[other].IsSubsetOf(matched[one]), $"{other.Text} is not within {one.Text}");
            var expected = one.Precedence == other.Precedence ? "ambiguous" : one.Precedence < other.Precedence ? one.Text : other.Text;
            var together = common.Count == 0 ? [] : await Winners(one, other);
            Assert.All(common, path => Assert.Equal(expected, together[Array.IndexOf(Paths, path)]));
        }
    }

    [Fact]
    public async Task Every_character_that_a_literal_may_have_stands_for_itself()
    {
        var literals = "azAZ09-_~!$&'()*+,=:@".Select(character => $"/{character}").Concat(["/a.b", "/*x*", "/~x", "/=", "/a:b"]);
        foreach (var literal in literals)
        {
            var (template, problem) = PathTemplate.Parse("/p", literal);
            Assert.Null(problem);
            Assert.Equal(template!.Text, Assert.Single(await Winners([template.Text], template)));
        }
    }

    /// <summary>For each path the template that gets it when these are mapped.</summary>
    private static Task<string?[]> Winners(params PathTemplate[] templates) => Winners(Paths, templates);

    private static async Task<string?[]> Winners(string[] paths, params PathTemplate[] templates)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddRouting()
            .AddSingleton(new DiagnosticListener("test"))
            .BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            foreach (var template in templates)
            {
                endpoints.Map(RoutePatternFactory.Parse(template.Text), _ => Task.CompletedTask);
            }
        });
        var pipeline = app.Build();
        var winners = new List<string?>();
        foreach (var path in paths)
        {
            winners.Add(await Winner(pipeline, new DefaultHttpContext { RequestServices = services, Request = { Path = path, Method = "GET" } }));
        }

        return [.. winners];
    }

    private static async Task<string?> Winner(RequestDelegate pipeline, DefaultHttpContext context)
    {
        try
        {
            await pipeline(context);
            return (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        }
        catch (Exception problem) when (problem.GetType().Name == "AmbiguousMatchException")
        {
            return "ambiguous";
        }
    }
}
