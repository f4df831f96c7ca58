using System.Collections.Concurrent;
using System.Net;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>New keys under load: eight clients call without a pause while the issuer changes what it signs with.</summary>
public sealed class RotationTests : IDisposable
{
    private const int Many = 1500;

    private readonly ConcurrentQueue<string> refused = [];
    private readonly ConcurrentDictionary<string, byte> left = [];
    private readonly CancellationTokenSource over = new();
    private int done;

    public void Dispose() => over.Dispose();

    [Fact]
    public async Task No_token_is_refused_while_keys_are_rotated_with_an_overlap()
    {
        await using var api = await KeyedApi.StartAsync();
        var load = LoadAsync(api);

        for (var rotation = 1; rotation <= 2; rotation++)
        {
            await CallsAsync(Many);
            var old = api.Issuer.SigningKey;
            var next = TestIssuer.NewEcKey();
            api.Issuer.Publish(old, next);
            await api.PassMinutesAsync(11);

            api.Issuer.SigningKey = next;
            await CallsAsync(100);
            api.Issuer.Publish(next);
            await api.PassMinutesAsync(11);
        }

        await EndAsync(load);
        Assert.Empty(refused);
        Assert.Equal((5, 2L), (api.Issuer.KeyFetches, api.Keys.Generation));
    }

    [Fact]
    public async Task No_token_of_a_published_key_is_refused_through_two_hard_rotations()
    {
        await using var api = await KeyedApi.StartAsync();
        var load = LoadAsync(api);

        // The clock stands still: the second comes before any pause of the first could be over.
        for (var rotation = 1; rotation <= 2; rotation++)
        {
            await CallsAsync(Many);
            left[api.Issuer.SigningKey.KeyId] = 0;
            api.Issuer.Rotate();
        }

        await EndAsync(load);
        Assert.DoesNotContain(refused, kid => !left.ContainsKey(kid));
        Assert.True(refused.Count <= 2 * 8, $"{refused.Count} tokens of keys that had left were refused, more than were under way");
        Assert.Equal((3, 2L), (api.Issuer.KeyFetches, api.Keys.Generation));
    }

    /// <summary>Each call with a token of its own, signed with the key of the moment; the kid of each that is refused is noted.</summary>
    private Task LoadAsync(KeyedApi api) => Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
    {
        while (!over.IsCancellationRequested)
        {
            var kid = "";
            var token = api.Issuer.Token("read", payload => payload["exp"] = 4_000_000_000, header => kid = (string)header["kid"]!);
            using var answer = await api.GetAsync(token);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                refused.Enqueue(kid);
            }

            Interlocked.Increment(ref done);
        }
    }));

    /// <summary>When so many calls more have been answered.</summary>
    private Task CallsAsync(int count)
    {
        var until = Volatile.Read(ref done) + count;
        return Eventually.IsSoAsync(() => Volatile.Read(ref done) >= until);
    }

    private async Task EndAsync(Task load)
    {
        await CallsAsync(Many);
        await over.CancelAsync();
        await load;
    }
}
