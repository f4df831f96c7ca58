using System.ComponentModel;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Gateway.Authorization;
using Gateway.Routes;

namespace Gateway.Benchmarks.Micro;

/// <summary>Yes or no to a verified caller, for requirements from the simplest to one with everything.</summary>
[Description("Deciding about a verified caller")]
public class DecisionCost
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private MeasuredGateway gateway = null!;
    private TokenResult token = null!;
    private Operation one = null!;
    private Operation alternatives = null!;
    private Operation claims = null!;
    private Operation everything = null!;
    private Operation refused = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        gateway = await MeasuredGateway.StartAsync(
            """
            'GET /one': 'read',
            'GET /alternatives': { 'Scopes': { 'AnyOf': ['audit', { 'AllOf': ['people', 'audit'] }, { 'AllOf': ['read', 'people'] }] } },
            'GET /claims': { 'Scopes': 'read', 'Claims': { 'https://example.com/roles': ['manager'] } },
            'GET /everything': {
              'Scopes': 'read', 'Caller': 'user', 'Clients': ['app'], 'Claims': { 'https://example.com/roles': ['manager'] },
              'StepUp': { 'Acr': ['urn:example:mfa'] }
            },
            'GET /refused': 'audit'
            """);
        token = new TokenResult.Verified(await gateway.VerifyAsync(gateway.Issuer.Token("read people", payload =>
        {
            payload["https://example.com/roles"] = new JsonArray("employee", "manager");
            payload["acr"] = "urn:example:mfa";
        })));
        one = Allowed("GET /one");
        alternatives = Allowed("GET /alternatives");
        claims = Allowed("GET /claims");
        everything = Allowed("GET /everything");
        refused = gateway.Operation("GET /refused");
    }

    [Benchmark(Baseline = true, Description = "one scope")]
    public bool One() => Decide(one);

    [Benchmark(Description = "the last of three alternatives of scopes")]
    public bool Alternatives() => Decide(alternatives);

    [Benchmark(Description = "a scope and a claim's value")]
    public bool Claims() => Decide(claims);

    [Benchmark(Description = "a scope, a user, a client, a claim's value and a sign-in")]
    public bool Everything() => Decide(everything);

    [Benchmark(Description = "refused: the scope is lacking")]
    public bool Refused() => Decide(refused);

    [GlobalCleanup]
    public async Task StopAsync() => await gateway.DisposeAsync();

    private bool Decide(Operation operation) => Evaluator.Decide(operation, token, Now).Allowed;

    private Operation Allowed(string key) =>
        gateway.Operation(key) is var operation && Decide(operation) ? operation : throw new InvalidOperationException($"{key} is refused.");
}
