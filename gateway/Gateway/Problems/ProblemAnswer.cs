using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace Gateway.Problems;

/// <summary>
/// A refusal as the client receives it: status, headers and an <c>application/problem+json</c> body (RFC 9457). It needs no request to be
/// made, so that what a client would see can be told without one.
/// </summary>
/// <param name="Body">Without the id of a request.</param>
internal sealed partial record ProblemAnswer(int Status, ImmutableArray<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <param name="links">Null where nobody knows where clients see the gateway.</param>
    public static ProblemAnswer To(Problem problem, ProblemLinks? links)
    {
        var refusal = problem.Refusal;
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        headers.Add(new(HeaderNames.CacheControl, "no-store"));
        if (Challenge.For(problem, links) is { } challenge)
        {
            headers.Add(new(HeaderNames.WWWAuthenticate, challenge));
        }

        if ((problem.RetryAfterSeconds ?? refusal.RetryAfterSeconds) is { } seconds)
        {
            headers.Add(new(HeaderNames.RetryAfter, seconds.ToString(CultureInfo.InvariantCulture)));
        }

        headers.Add(new(HeaderNames.ContentType, "application/problem+json"));
        var members = new Members(
            links?.Type,
            refusal.Title,
            refusal.Status,
            refusal.Code,
            problem.Detail,
            problem.Required.IsEmpty ? null : problem.Required,
            problem.Missing.IsEmpty ? null : problem.Missing,
            problem.AcrValues.IsEmpty ? null : problem.AcrValues,
            problem.MaxAgeSeconds);
        return new(refusal.Status, headers.ToImmutable(), JsonSerializer.SerializeToUtf8Bytes(members, MembersJson.Default.Members));
    }

    /// <summary>The same with the id to find it by: the last member, so that what stands before it is the same for all requests.</summary>
    public byte[] BodyFor(string requestId) =>
        [.. Body.Span[..^1], .. ",\"request_id\":\""u8, .. Encoding.ASCII.GetBytes(JavaScriptEncoder.Default.Encode(requestId)), .. "\"}"u8];

    /// <summary>The members that RFC 9457 names, and ours: what to do about it.</summary>
    private sealed record Members(
        string? Type,
        string Title,
        int Status,
        string Code,
        string? Detail,
        ImmutableArray<ImmutableArray<string>>? Required,
        ImmutableArray<string>? Missing,
        ImmutableArray<string>? AcrValues,
        long? MaxAge);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Members))]
    private sealed partial class MembersJson : JsonSerializerContext;
}
