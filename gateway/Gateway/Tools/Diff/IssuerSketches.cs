using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Tools.Diff;

/// <summary>Tokens that may show the difference between two policies' rules for one issuer.</summary>
internal static class IssuerSketches
{
    /// <param name="plain">Drawn by the rules of the policy that is to accept it.</param>
    /// <param name="other">The rules that are to refuse it; null: the other policy does not have the issuer.</param>
    /// <param name="clients">Whose tokens the operation accepts; empty: all.</param>
    public static IEnumerable<TokenSketch> For(string member, TokenSketch plain, Issuer? other, ImmutableArray<string> clients) =>
        other is null ? [plain] : For(member, plain, plain.Issuer, other, clients);

    private static IEnumerable<TokenSketch> For(
        string member, TokenSketch plain, Issuer issuer, Issuer other, ImmutableArray<string> clients) => member switch
        {
            "Audience" => Values(
                issuer.Audiences.Except(other.Audiences), audience => plain with { Audience = audience, Remark = $"aud: {audience ?? "none"}" }),
            "Clients" => clients.Except(other.Clients).Append("some-other-client").Select(client => plain with { Client = client }),
            "Algorithms" => issuer.Algorithms.Except(other.Algorithms).Select(name => plain with { Algorithm = name, Remark = $"alg: {name}" }),
            "TokenTypes" => issuer.TokenTypes.Except(other.TokenTypes, StringComparer.OrdinalIgnoreCase)
                .Select(type => plain with { Type = type, Remark = type.Length == 0 ? "without typ" : $"typ: {type}" }),
            "PermissionsAsScopes" =>
                [plain with { ScopeClaim = issuer.PermissionsClaim, Remark = $"scopes in {issuer.PermissionsClaim}" }],
            "ScopeClaim" => new[] { CallerKind.User, CallerKind.Machine }
                .Select(kind => plain with { Caller = kind, Remark = $"scopes in {issuer.ScopeClaim}" }),
            "ClientClaim" =>
                [plain with { Claims = plain.Claims.SetItem(other.ClientClaim, null), Remark = $"client in {issuer.ClientClaim}" }],
            "ClockSkew" => [plain with { ExpiresIn = -other.ClockSkew, Remark = $"expired {Duration.Format(other.ClockSkew)} ago" }],
            "MaxTokenAge" => [Old(plain, other)],
            "Preset" => Unlike(plain, other),
            // Which key signs a token, and what an issuer says about one, no sample can show.
            _ => [],
        };

    /// <summary>An issuer that accepts everything is shown by what the other does not name: nothing.</summary>
    private static IEnumerable<TokenSketch> Values(IEnumerable<string> values, Func<string?, TokenSketch> sketch) =>
        values.Any() ? values.Select(sketch) : [sketch(null)];

    private static TokenSketch Old(TokenSketch plain, Issuer other)
    {
        var age = plain.Issuer.MaxTokenAge + plain.Issuer.ClockSkew ?? other.MaxTokenAge!.Value + other.ClockSkew + TimeSpan.FromSeconds(1);
        return plain with { Age = age, Remark = $"issued {Duration.Format(age)} ago" };
    }

    /// <summary>What the other asks for and this one does not, and what marks one kind of caller there and another here.</summary>
    private static IEnumerable<TokenSketch> Unlike(TokenSketch plain, Issuer other) =>
    [
        .. other.RequiredClaims.Except(plain.Issuer.RequiredClaims)
            .Concat(other.RequiredTests.Except(plain.Issuer.RequiredTests).Select(test => test.Claim))
            .Select(claim => plain with { Claims = plain.Claims.SetItem(claim, null) }),
        .. from mark in plain.Issuer.MachineMarks.Concat(plain.Issuer.UserMarks).Concat(other.MachineMarks).Concat(other.UserMarks)
           from kind in new[] { CallerKind.User, CallerKind.Machine }
           select plain with { Caller = kind, Mark = mark, Remark = $"by the preset {plain.Issuer.Preset}" },
        plain,
    ];
}
