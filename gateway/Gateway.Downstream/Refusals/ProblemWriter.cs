using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Downstream.Refusals;

/// <summary>Writes a refusal as the gateway writes its own: <c>application/problem+json</c> (RFC 9457), with the same members.</summary>
internal static partial class ProblemWriter
{
    public static async Task WriteAsync(HttpResponse response, Refusal refusal, string[]? required = null, string[]? missing = null)
    {
        if (response.HasStarted)
        {
            return; // Another scheme of the same policy has answered.
        }

        required = required is { Length: > 0 } ? required : null;
        missing = missing is { Length: > 0 } ? missing : null;
        var detail = missing is null ? refusal.Detail : $"The token lacks {string.Join(' ', missing)}";
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new(refusal.Title, refusal.Status, refusal.Code, detail, required is null ? null : [required], missing),
            MembersJson.Default.Members);

        response.StatusCode = refusal.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = refusal.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
        // RFC 9110 section 15.5.2: a 401 names a way in. The way in is the gateway, which takes bearer tokens; the service takes none.
        response.Headers.WWWAuthenticate = refusal.Status switch
        {
            StatusCodes.Status401Unauthorized => "Bearer realm=\"gateway\"",
            _ when missing is not null =>
                $"Bearer realm=\"gateway\", error=\"insufficient_scope\", scope=\"{string.Join(' ', required!)}\"",
            _ => default(string),
        };
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <param name="Required">
    /// As the gateway has it: alternatives, of which there is one here, each a list of scopes that are all needed.
    /// </param>
    private sealed record Members(string Title, int Status, string Code, string Detail, string[][]? Required, string[]? Missing);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Members))]
    private sealed partial class MembersJson : JsonSerializerContext;
}
