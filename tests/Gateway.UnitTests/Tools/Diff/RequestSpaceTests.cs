using Gateway.Routes;
using Gateway.Testing.Policies;
using Gateway.Tools.Diff;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

/// <summary>No request is of a kind that the samples leave out.</summary>
public sealed class RequestSpaceTests
{
    [Theory]
    [InlineData("GET /", "GET /a, HEAD /a")]
    [InlineData("POST /{id}", "POST /a/some-id")]
    [InlineData("POST /{id}, POST /new", "POST /a/some-id, POST /a/new")]
    [InlineData("POST /{id:int}", "POST /a/1")]
    [InlineData("POST /{id}, POST /{id:int}", "POST /a/1, POST /a/some-id")]
    [InlineData("POST /some-id, POST /{id}", "POST /a/some-id-1, POST /a/some-id")]
    [InlineData("POST /{id:range(1,3)}, POST /1, POST /2", "POST /a/3, POST /a/1, POST /a/2")]
    [InlineData("POST /{id:length(1)}, POST /{id}", "POST /a/1, POST /a/some-id")]
    [InlineData("POST /{id:int:length(5)}", "POST /a/00001")]
    [InlineData("POST /{id:alpha:length(5)}", "POST /a/false")]
    [InlineData("POST /{id:min(-7):maxlength(3)}", "POST /a/-7")]
    [InlineData("POST /{id:guid}", "POST /a/a1b2c3d4-0000-0000-0000-000000000000")]
    [InlineData("POST /{**rest}", "POST /a")]
    [InlineData("POST /{**rest}, POST /", "POST /a, POST /a/some-rest")]
    [InlineData("POST /{x}/b, POST /b/{x}, POST /{x}/{y}", "POST /a/some-x/some-y, POST /a/some-x/b, POST /a/b/some-x, POST /a/b/b")]
    public void One_request_stands_for_all_that_match_the_same_templates(string operations, string samples)
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithOperations(string.Join(", ", operations.Split(", ").Select(key => $"\"{key}\": \"read\""))));

        Assert.Equal(samples.Split(", ").Order(), RequestSpace.Of(table, table).Select(request => request.ToString()).Order());
    }

    [Fact]
    public async Task A_final_slash_makes_no_other_request()
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\", \"GET /x/{id}\": \"write\", \"GET /y/{**rest}\": \"admin\""));
        using var matcher = new RequestMatcher(table);
        foreach (var request in RequestSpace.Of(table, table))
        {
            Assert.Equal(await matcher.MatchAsync(request.Method, request.Path), await matcher.MatchAsync(request.Method, request.Path + "/"));
        }
    }

    /// <summary>Whatever pair of operations a request finds, a sample finds it too.</summary>
    [Fact]
    public async Task Any_request_finds_operations_that_a_sample_finds()
    {
        var random = new Random(11);
        var generator = new PolicyGenerator(random, PolicyIssuer.Examples, "http://services.example");
        var requests = new PolicyRequests(random);
        for (var round = 0; round < 50; round++)
        {
            var (one, other) = (generator.Next(), generator.Next());
            var (left, right) = (Read(one), Read(other));
            using var before = new RequestMatcher(left);
            using var after = new RequestMatcher(right);
            var found = new HashSet<(string?, string?)>();
            foreach (var sample in RequestSpace.Of(left, right))
            {
                found.Add(await FindAsync(sample.Method, sample.Path));
            }

            foreach (var (api, operation) in one.Operations.Concat(other.Operations))
            {
                for (var attempt = 0; attempt < 4; attempt++)
                {
                    var request = requests.Near(api, operation);
                    var pair = await FindAsync(request.Method, request.Path);
                    Assert.True(
                        pair is (null, null) || found.Contains(pair),
                        $"round {round}: {request} finds {pair}, which no sample does\n{PolicyText.Of(one)}\n{PolicyText.Of(other)}");
                }
            }

            async Task<(string?, string?)> FindAsync(string method, string path) =>
                (IdOf(await before.MatchAsync(method, path)), IdOf(await after.MatchAsync(method, path)));
        }
    }

    [Fact]
    public void Two_thousand_operations_have_as_many_samples()
    {
        var apis = Enumerable.Range(0, 20).Select(api => $$"""
            "api{{api}}": { "Prefix": "/api{{api}}", "Upstream": "http://x", "Operations": {
              {{string.Join(", ", Enumerable.Range(0, 50).Select(n => $"\"POST /x{n}/{{id}}\": \"read\", \"POST /x{n}/y\": \"read\""))}} } }
            """);
        var table = RoutesFiles.Compile(RoutesFiles.WithApis(string.Join(", ", apis)));

        Assert.Equal(2_000, RequestSpace.Of(table, table).Count);
    }

    private static RouteTable Read(Policy policy) => RoutesFiles.Compile(PolicyText.Of(policy));

    private static string? IdOf(RequestMatch match) => (match as RequestMatch.Found)?.Operation.Id;
}
