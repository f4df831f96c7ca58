using System.Text.Json;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.Tools.PolicyTests;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.PolicyTests;

/// <summary>The sample policy's own tests, <c>policy.tests.json</c>.</summary>
public sealed class SamplePolicyTests
{
    private static readonly string RoutesPath = Path.Combine(Repository.Root, "appsettings.routes.json");

    private static readonly string TestsPath = PolicyTestFile.Beside(RoutesPath);

    private static readonly RouteTable Sample = RouteTableReader.Read(RoutesPath, RoutesFiles.Development).Table!;

    [Fact]
    public async Task They_hold_and_cover_every_operation()
    {
        var run = await CommandRun.OfAsync("test", "--routes", RoutesPath, "--env", "Development", "--min-coverage", "100");

        Assert.True(run.ExitCode == 0, run.Out + run.Error);
    }

    public static TheoryData<string> Protected =>
        [.. Sample.Operations.Where(operation => operation.Requirement is Requirement.Token).Select(operation => operation.Id)];

    [Theory]
    [MemberData(nameof(Protected))]
    public async Task They_notice_when_an_operation_is_opened(string id)
    {
        var isOpenToAnyToken = Find(id).Requirement is Requirement.Token { Scopes: null };

        Assert.True(await NoticeAsync(id, isOpenToAnyToken ? new Requirement.Public("a mistake") : Requirement.Token.Any));
    }

    [Theory]
    [MemberData(nameof(Protected))]
    public async Task They_notice_when_an_operation_is_closed(string id) =>
        Assert.True(await NoticeAsync(id, Requirement.Token.Any with { Issuers = ["another"] }));

    /// <summary>What the authority of the sample stack would grant: the client's grants, less the scopes that are for roles the user has not.</summary>
    [Fact]
    public void The_personas_are_people_and_clients_of_the_development_authority_with_no_more_than_it_grants()
    {
        using var seeds = JsonDocument.Parse(
            Repository.Read("sample-services", "DevAuthority", "seeds.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var audience = Sample.Issuers.Single().Audiences.Single();
        var byRole = seeds.RootElement.GetProperty("Apis").GetProperty(audience).GetProperty("Roles");
        foreach (var persona in Personas.Where(persona => persona.Token is not null))
        {
            var token = persona.Token!;
            var granted = Texts(seeds.RootElement.GetProperty("Clients").GetProperty(token.Client).GetProperty("Grants").GetProperty(audience));
            if (token.Caller == CallerKind.User)
            {
                var user = seeds.RootElement.GetProperty("Users").GetProperty(token.Subject);
                var roles = Texts(user.GetProperty("Roles"));
                var limited = byRole.EnumerateObject().SelectMany(role => Texts(role.Value)).ToHashSet();
                var allowed = roles.SelectMany(role => Texts(byRole.GetProperty(role))).ToHashSet();
                granted = granted.Where(scope => !limited.Contains(scope) || allowed.Contains(scope));
                Assert.Equal(roles, token.Claims.Where(claim => claim.Key == "https://example.com/roles").SelectMany(claim => Texts(claim.Value)));
            }
            else
            {
                Assert.Equal(token.Client, token.Subject);
            }

            Assert.Empty(token.Scopes.Except(granted));
        }
    }

    private static Operation Find(string id) => Sample.Operations.Single(operation => operation.Id == id);

    /// <summary>By a test or a reach that fails, or because a reach is about something that is public now.</summary>
    private static async Task<bool> NoticeAsync(string id, Requirement changed)
    {
        var policy = Sample with { Operations = Sample.Operations.Replace(Find(id), Find(id) with { Requirement = changed }) };
        return PolicyTestFileReader.Read(TestsPath, policy).File is not { } file
            || !(await PolicyTestRun.OfAsync(policy, [file], _ => true, TimeProvider.System.GetUtcNow())).Passed;
    }

    private static IEnumerable<Persona> Personas => PolicyTestFileReader.Read(TestsPath, Sample).File!.Personas;

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}
