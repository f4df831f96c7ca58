using System.Collections.Immutable;
using System.Text;
using Gateway.Routes;

namespace Gateway.Testing.Policies;

/// <summary>
/// Makes policies at random that the gateway accepts. Their world is small, so that prefixes, paths and scopes of different operations get in each
/// other's way all the time.
/// </summary>
/// <param name="upstream">Where all services are; an API's name is the first segment of the path there, and tells them apart.</param>
public sealed class PolicyGenerator(Random random, ImmutableArray<PolicyIssuer> issuers, string upstream)
{
    public static readonly ImmutableArray<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    public static readonly ImmutableArray<string> Scopes = ["read", "write", "admin", "audit", "people:read"];
    public static readonly ImmutableArray<string> Literals = ["a", "b", "5", "X-y"];
    public static readonly ImmutableArray<string> Clients = ["app", "archive", "portal"];
    public static readonly ImmutableArray<string> Claims = ["tenant", "https://example.com/roles"];
    public static readonly ImmutableArray<string> ClaimValues = ["t1", "t2", "clerk"];
    public static readonly ImmutableArray<string> Acrs = ["pwd", "mfa", "urn:example:key"];

    private static readonly string[] Prefixes = ["/a", "/a/b", "/A/5", "/a/b/c", "/b"];
    private static readonly string[] Names = ["one", "two", "three", "four"];

    /// <summary>How many were made, those included that the gateway refused: operations that clash.</summary>
    public int Made { get; private set; }

    public int Refused { get; private set; }

    public Policy Next()
    {
        while (true)
        {
            var policy = Unchecked();
            Made++;
            if (IsAccepted(policy))
            {
                return policy;
            }

            Refused++;
        }
    }

    /// <summary>A rule for one of the policy's operations.</summary>
    /// <param name="ofApi">The issuers that the API accepts.</param>
    public PolicyRule Rule(ImmutableArray<string> ofApi) => random.Next(100) switch
    {
        < 6 => new PolicyRule.Open(),
        < 12 => new PolicyRule.AnyToken(),
        < 35 => new PolicyRule.Token(new ScopeTree.One(random.OneOf(Scopes.AsSpan())), null, [], [], [], null),
        _ => Conditions(ofApi),
    };

    /// <summary>One whose operations may clash.</summary>
    public Policy Unchecked()
    {
        var trusted = random.Some(issuers.AsSpan(), 1, issuers.Length);
        var prefixes = random.Some<string>(Prefixes, 1, Names.Length);
        return new Policy(trusted, Catalogue(), [.. prefixes.Select((prefix, index) => Api(Names[index], prefix, [.. trusted.Select(issuer => issuer.Name)]))]);
    }

    private static bool IsAccepted(Policy policy) =>
        RouteTableReader.Read("generated.json", Encoding.UTF8.GetBytes(PolicyText.Of(policy)), new RoutesEnvironment("Development", _ => null)).Table is not null;

    /// <summary>A scope implies only ones before it, so never in a circle.</summary>
    private ImmutableArray<PolicyScope> Catalogue() =>
        [.. Scopes.Select((name, index) => new PolicyScope(name, random.Chance(40) ? random.Some(Scopes.AsSpan(0, index), 0, 2) : []))];

    private PolicyApi Api(string name, string prefix, ImmutableArray<string> trusted)
    {
        var accepted = random.Chance(25) ? random.Some(trusted.AsSpan(), 1, trusted.Length) : [];
        var operations = Enumerable.Range(0, random.Next(1, 13))
            .Select(_ => Operation(accepted.IsEmpty ? trusted : accepted))
            .DistinctBy(operation => (operation.Method, operation.Path.ToUpperInvariant()));
        return new PolicyApi(
            name, prefix, $"{upstream}/{name}", accepted, random.Chance(15) ? random.OneOf(Claims.AsSpan()) : null, [.. operations]);
    }

    /// <summary>One more operation, which may clash with others.</summary>
    /// <param name="ofApi">The issuers that the API accepts.</param>
    public PolicyOperation Operation(ImmutableArray<string> ofApi)
    {
        var segments = Enumerable.Range(0, random.Next(0, 4)).Select(Segment).ToList();
        if (random.Chance(15))
        {
            segments.Add("{**rest}");
        }

        var method = random.Chance(45) ? "GET" : random.OneOf(Methods.AsSpan());
        return new PolicyOperation(method, "/" + string.Join('/', segments), Rule(ofApi));
    }

    /// <summary>A parameter is named by its position: paths that match the same are the same text.</summary>
    private string Segment(int position) => random.Next(100) switch
    {
        < 25 => $"{{p{position}}}",
        < 38 => $"{{p{position}:int}}",
        < 46 => $"{{p{position}:alpha}}",
        _ => random.OneOf(Literals.AsSpan()),
    };

    /// <summary>At least one of them.</summary>
    private PolicyRule.Token Conditions(ImmutableArray<string> ofApi)
    {
        PolicyRule.Token rule;
        do
        {
            rule = new PolicyRule.Token(
                random.Chance(75) ? Tree(depth: 0) : null,
                random.Chance(25) ? random.OneOf("user", "machine") : null,
                random.Chance(20) ? random.Some(Clients.AsSpan(), 1, 2) : [],
                random.Chance(20) ? [.. random.Some(Claims.AsSpan(), 1, 2).Select(name => new PolicyClaim(name, random.Some(ClaimValues.AsSpan(), 1, 2)))] : [],
                random.Chance(15) ? random.Some(ofApi.AsSpan(), 1, 2) : [],
                random.Chance(25) ? StepUp() : null);
        }
        while (rule is { Scopes: null, Caller: null, Clients: [], Claims: [], Issuers: [], StepUp: null });

        return rule;
    }

    private ScopeTree Tree(int depth)
    {
        if (depth == 3 || random.Chance(30))
        {
            return new ScopeTree.One(random.OneOf(Scopes.AsSpan()));
        }

        ImmutableArray<ScopeTree> items = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Tree(depth + 1))];
        return random.Chance(50) ? new ScopeTree.AllOf(items) : new ScopeTree.AnyOf(items);
    }

    private PolicyStepUp StepUp()
    {
        var acr = random.Chance(60) ? random.Some(Acrs.AsSpan(), 1, 2) : [];
        return new PolicyStepUp(acr, acr.IsEmpty || random.Chance(50) ? random.OneOf(60, 300) : null);
    }
}
