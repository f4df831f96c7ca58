using System.Text;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>A file that is being written, or was not written to its end, is seen cut at any byte: it is the whole policy or none.</summary>
public sealed class TruncationTests
{
    private static readonly byte[] File = [.. System.IO.File.ReadAllBytes(RoutesFiles.PathOf("good/everything.json")), .. "\n  // the end\n"u8];

    private static readonly byte[] Overlay = Encoding.UTF8.GetBytes("""
        {
          "Scopes": { "admin": { "Description": "Nearly everything" } },
          "Apis": {
            "orders": { "Upstream": "http://orders-staging:8080", "Operations": { "GET /": "admin", "DELETE /files/{**path}": null } },
            "people": { "Prefix": "/people", "Upstream": "http://people", "Operations": { "GET /": { "Public": true, "Why": "test" } } }
          }
        }

        // the end
        """);

    [Fact]
    public void A_file_cut_anywhere_is_the_same_policy_or_none() =>
        CutEverywhere(File, content => [new RoutesFileText("routes.json", content)]);

    [Fact]
    public void An_overlay_cut_anywhere_makes_the_same_policy_or_none() =>
        CutEverywhere(Overlay, content => [new RoutesFileText("routes.json", File), new RoutesFileText("routes.Development.json", content)]);

    [Fact]
    public void A_file_below_an_overlay_cut_anywhere_makes_the_same_policy_or_none() =>
        CutEverywhere(File, content => [new RoutesFileText("routes.json", content), new RoutesFileText("routes.Development.json", Overlay)]);

    private static void CutEverywhere(byte[] content, Func<ReadOnlyMemory<byte>, RoutesFileText[]> policy)
    {
        var whole = Routes(policy(content));
        Assert.NotNull(whole);
        var same = 0;
        for (var length = 0; length < content.Length; length++)
        {
            if (Routes(policy(content.AsMemory(0, length))) is { } routes)
            {
                Assert.Equal(whole, routes);
                same++;
            }
        }

        // Only the last line, a comment, means nothing.
        Assert.InRange(same, 2, 20);
    }

    /// <summary>The ids stand for all that decides; null when there is no table, and then there are mistakes.</summary>
    private static string? Routes(RoutesFileText[] files)
    {
        var read = RouteTableReader.Read(new RoutesText([.. files]), RoutesFiles.Development);
        Assert.Equal(read.Table is null, !read.Mistakes.IsEmpty);
        return read.Table is { } table ? string.Join('\n', table.Operations.Select(operation => operation.RouteId)) : null;
    }
}
