using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Downstream;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Claims.Assertion;

/// <summary>
/// Makes assertions, and uses one again while it is young for the same caller, API, method and path: signing is many times as expensive as
/// all else that is done for a known caller.
/// </summary>
internal sealed class SignedAssertions(AssertionOptions options, SigningKeys keys, TimeProvider clock)
{
    private const int LifetimeSeconds = 60;
    private const int Slots = 8192;

    /// <summary>Half of its life is left to every assertion that is sent.</summary>
    private static readonly TimeSpan UsedAgain = TimeSpan.FromSeconds(LifetimeSeconds / 2);

    private static readonly Dictionary<string, object> Type = new() { ["typ"] = ClaimHeaders.AssertionType };

    private readonly JsonWebTokenHandler handler = new();
    private readonly string issuer = options.Issuer;

    /// <summary>
    /// Each assertion has one place where it can be, and the next one that has the same place takes it: so memory is bounded and nothing has
    /// to be tidied up, whatever callers and paths there are.
    /// </summary>
    private readonly Signed?[] slots = new Signed?[Slots];

    /// <param name="path">As it goes to the service: percent-encoded, without the query.</param>
    public string For(Introduction introduction, string method, string path)
    {
        var now = clock.GetUtcNow();
        var key = keys.Credentials;
        ref var slot = ref slots[(uint)HashCode.Combine(RuntimeHelpers.GetHashCode(introduction), method, path) % Slots];
        if (slot is { } young && young.IsFor(introduction, method, path, key) && now - young.At >= TimeSpan.Zero && now - young.At < UsedAgain)
        {
            return young.Assertion;
        }

        var signed = Sign(introduction, method, path, key, now);
        slot = new Signed(introduction, method, path, key, now, signed);
        return signed;
    }

    private string Sign(Introduction introduction, string method, string path, SigningCredentials key, DateTimeOffset now)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var payload = AssertionPayload.Write(introduction, new(issuer, method, path, now, LifetimeSeconds, id));
        return handler.CreateToken(Encoding.UTF8.GetString(payload.Span), key, Type);
    }

    private sealed record Signed(Introduction Introduction, string Method, string Path, SigningCredentials Key, DateTimeOffset At, string Assertion)
    {
        public bool IsFor(Introduction introduction, string method, string path, SigningCredentials key) =>
            ReferenceEquals(Introduction, introduction) && Method == method && Path == path && ReferenceEquals(Key, key);
    }
}
