using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Authorization;
using Gateway.Observability;

namespace Gateway.Tools.Explain;

/// <summary>
/// A decision and all that a person wants to know of it. As JSON it is the decision's own record, the one that the decision log keeps, with
/// these members beside it.
/// </summary>
/// <param name="Basis">How the caller is known; null for a decision of the past.</param>
/// <param name="ClientSees">The refusal; null when it is the service that answers.</param>
/// <param name="ServiceSees">Null when the request does not get there.</param>
/// <param name="Fix">What to do about each no, in sentences.</param>
internal sealed record Explanation(
    string Request,
    CallerBasis? Basis,
    ImmutableArray<TokenStep> TokenSteps,
    ClientSees? ClientSees,
    ServiceSees? ServiceSees,
    ImmutableArray<string> Fix)
{
    /// <summary>What was decided; null when the request is no operation.</summary>
    [JsonIgnore]
    public DecisionRecord? Decision { get; init; }

    /// <summary>Why the request is no operation; null when it is one.</summary>
    [JsonIgnore]
    public Unmatched? Unmatched { get; init; }

    /// <summary>What could not be reached, in a sentence: then there is no answer.</summary>
    [JsonIgnore]
    public string? Unreachable { get; init; }

    [JsonIgnore]
    public bool Allowed => Decision is { Allowed: true };

    /// <summary>The records that make up the JSON, first the one of the decision.</summary>
    [JsonIgnore]
    public object[] Parts => [(object?)Decision ?? Unmatched!, this];

    /// <summary>What <see cref="Parts"/> became as JSON.</summary>
    public static Explanation Of(string json) => StableJson.Read<Explanation>(json) is var read && StableJson.Read<DecisionRecord>(json) is { Operation: not null } decision
        ? read with { Decision = decision }
        : read with { Unmatched = StableJson.Read<Unmatched>(json) };
}

/// <summary>A request that is no operation, in the words of a <see cref="DecisionRecord"/>: 404, 405, OPTIONS, answered with 204, or a path that is refused as such.</summary>
/// <param name="Policy">As in a decision's record.</param>
/// <param name="Allow">The methods that the path has; empty: there is no such path.</param>
/// <param name="Nearest">The operation that was probably meant; null: none is near.</param>
internal sealed record Unmatched(
    DateTimeOffset At, string Policy, bool Allowed, int Status, string? Code, ImmutableArray<string> Allow, string? Nearest);

/// <summary>The answer to the client, byte for byte but for the id of the request.</summary>
internal sealed record ClientSees(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement? Body);

/// <summary>The request as it goes to the service.</summary>
/// <param name="Urls">Of each destination; one of them gets it.</param>
/// <param name="Headers">What the gateway itself sets; of the client's, only some are not passed on.</param>
internal sealed record ServiceSees(string Api, string Method, ImmutableArray<string> Urls, IReadOnlyDictionary<string, string> Headers);
