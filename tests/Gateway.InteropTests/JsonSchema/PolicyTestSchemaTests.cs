using Gateway.Routes;
using Gateway.Tools.PolicyTests;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>The schema of the policy tests and their reader refuse the same.</summary>
public sealed class PolicyTestSchemaTests
{
    private static readonly RouteTable Policy =
        RouteTableReader.Read(Repository.PathOf("appsettings.routes.json"), new RoutesEnvironment("Development", _ => null)).Table!;

    [SkippableFact]
    public Task The_policy_tests_of_the_sample_are_valid() =>
        AgreeAsync([SchemaAgreement.WithoutComments(Repository.PathOf("policy.tests.json"))!]);

    [SkippableFact]
    public Task A_file_with_a_slip_of_the_hand_is_invalid_exactly_if_the_schema_can_say_what_is_wrong() =>
        AgreeAsync(SchemaAgreement.Mutants(Repository.PathOf("policy.tests.json"), 500));

    private static Task AgreeAsync(IReadOnlyList<string> documents) => SchemaAgreement.AssertAsync(
        PolicyTestSchema.Schema, documents, document => PolicyTestFileReader.Read("policy.tests.json", document, Policy).Mistakes);
}
