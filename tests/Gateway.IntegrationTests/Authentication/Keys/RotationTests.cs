using System.Collections.Concurrent;
using System.Net;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>New keys under load: eight clients call without a pause while the issuer changes what it signs with.</summary>
public sealed class RotationTests
{
    private const int Calls = 6000;

    private readonly ConcurrentQueue<string> refused = [];
    private readonly ConcurrentDictionary<string, byte> left = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> marks = [];
    private int done;

    [Fact]
    public async Task No_token_is_refused_while_keys_are_rotated_with_an_overlap()
    {
        await using var api = await KeyedApi.StartAsync();
        var load = LoadAsync(api);

        for (var rotation = 1; rotation <= 2; rotation++)
        {
            await CallsAsync(rotation * 1500);
            var old = api.Issuer.SigningKey;
            var next = TestIssuer.NewEcKey();
            api.Issuer.Publish(old, next);
            await api.PassMinutesAsync(11);

            var before = done;
            api.Issuer.SigningKey = next;
            await CallsAsync(before + 100);
            api.Issuer.Publish(next);
            await api.PassMinutesAsync(11);
        }

        await load;
        Assert.Empty(refused);
        Assert.Equal((Calls, 5, 2L), (done, api.Issuer.KeyFetches, api.Keys.Generation));
    }

    [Fact]
    public async Task No_token_of_a_published_key_is_refused_through_two_hard_rotations()
    {
        await using var api = await KeyedApi.StartAsync();
        var load = LoadAsync(api);

        // The clock stands still: the second comes before any pause of the first could be over.
        for (var rotation = 1; rotation <= 2; rotation++)
        {
            await CallsAsync(rotation * 1500);
            left[api.Issuer.SigningKey.KeyId] = 0;
            api.Issuer.Rotate();
        }

        await load;
        Assert.DoesNotContain(refused, kid => !left.ContainsKey(kid));
        Assert.True(refused.Count <= 2 * 8, $"{refused.Count} tokens of keys that had left were refused, more than were under way");
        Assert.Equal((Calls, 3, 2L), (done, api.Issuer.KeyFetches, api.Keys.Generation));
    }

    /// <summary>Each call with a token of its own, signed with the key of the moment; the kid of each that is refused is noted.</summary>
    private Task LoadAsync(KeyedApi api) =>
        Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var kid = "";
            var token = api.Issuer.Token("read", payload => payload["exp"] = 4_000_000_000, header => kid = (string)header["kid"]!);
            using var answer = await api.GetAsync(token);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                refused.Enqueue(kid);
            }

            if (marks.TryGetValue(Interlocked.Increment(ref done), out var mark))
            {
                mark.TrySetResult();
            }
        });

    /// <summary>When so many calls have been answered.</summary>
    private Task CallsAsync(int count)
    {
        var mark = marks.GetOrAdd(count, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Volatile.Read(ref done) >= count)
        {
            mark.TrySetResult();
        }

        return mark.Task;
    }
}
