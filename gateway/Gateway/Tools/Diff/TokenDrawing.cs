using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>Writes a sketch the way its issuer writes tokens: each thing in the claim in which the issuer's preset reads it.</summary>
internal sealed class TokenDrawing
{
    private readonly Dictionary<string, object> claims = new(StringComparer.Ordinal);

    private TokenDrawing()
    {
    }

    public static SampleToken Of(TokenSketch sketch)
    {
        var drawing = new TokenDrawing();
        drawing.DrawWhatEveryTokenSays(sketch);
        drawing.DrawKind(sketch);
        drawing.DrawScopes(sketch);
        drawing.DrawClaims(sketch);
        return new SampleToken(sketch.Algorithm, sketch.Type.Length == 0 ? null : sketch.Type, JsonSerializer.SerializeToElement(drawing.claims));
    }

    private void DrawWhatEveryTokenSays(TokenSketch sketch)
    {
        var now = SampleToken.Now.ToUnixTimeSeconds();
        Say("iss", sketch.Issuer.Identifier);
        Say("sub", "someone");
        Say(sketch.Issuer.ClientClaim, sketch.Client);
        Say("iat", now - sketch.Age.TotalSeconds);
        Say("exp", now + sketch.ExpiresIn.TotalSeconds);
        Say("aud", sketch.Audience);
        Say("acr", sketch.Acr);
        Say("auth_time", now - sketch.SignedIn?.TotalSeconds);
    }

    /// <summary>What marks an access token, and its caller.</summary>
    private void DrawKind(TokenSketch sketch)
    {
        var issuer = sketch.Issuer;
        var mark = sketch.Mark ?? (sketch.Caller == CallerKind.Machine ? issuer.MachineMarks : issuer.UserMarks).FirstOrDefault();
        foreach (var test in issuer.RequiredTests.Concat(sketch.Other?.RequiredTests ?? []).Concat(mark?.Tests ?? []))
        {
            Satisfy(test);
        }
    }

    private void Satisfy(ClaimTest test)
    {
        switch (test.Kind)
        {
            case ClaimTestKind.Present:
                claims.TryAdd(test.Claim, "something");
                break;
            case ClaimTestKind.Absent:
                claims.Remove(test.Claim);
                break;
            case ClaimTestKind.Equal:
                Say(test.Claim, test.Operand);
                break;
            case ClaimTestKind.SameAs:
                Say(test.Claim, claims.GetValueOrDefault(test.Operand!) + test.Suffix);
                break;
        }
    }

    /// <summary>As text where everybody's scopes are, as an array elsewhere: so presets read them.</summary>
    private void DrawScopes(TokenSketch sketch)
    {
        var issuer = sketch.Issuer;
        var claim = sketch.ScopeClaim ?? (sketch.Caller == CallerKind.Machine ? issuer.AppScopeClaim : null) ?? issuer.ScopeClaim;
        Say(claim, claim == issuer.ScopeClaim ? string.Join(' ', sketch.Scopes) : sketch.Scopes);
    }

    private void DrawClaims(TokenSketch sketch)
    {
        foreach (var (claim, value) in sketch.Claims)
        {
            claims.Remove(claim);
            if (value is not null)
            {
                SayAt(ClaimPath.Segments(claim), sketch.AsArrays.Contains(claim) ? new[] { value } : value);
            }
        }

        foreach (var claim in sketch.Issuer.RequiredClaims.Concat(sketch.Other?.RequiredClaims ?? []).Except(sketch.Claims.Keys))
        {
            claims.TryAdd(claim, "something");
        }
    }

    /// <summary>What a pointer points at lies in objects within objects; an item of an array may as well be a member of one.</summary>
    private void SayAt(string[] segments, object value)
    {
        var within = claims;
        foreach (var segment in segments[..^1])
        {
            within[segment] = within.GetValueOrDefault(segment) as Dictionary<string, object> ?? new(StringComparer.Ordinal);
            within = (Dictionary<string, object>)within[segment];
        }

        within[segments[^1]] = value;
    }

    private void Say(string claim, object? value)
    {
        if (value is not null)
        {
            claims[claim] = value;
        }
    }
}
