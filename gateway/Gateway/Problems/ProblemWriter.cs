using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace Gateway.Problems;

/// <summary>The one place that writes a refusal: status, challenge and an <c>application/problem+json</c> body (RFC 9457).</summary>
internal static partial class ProblemWriter
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var refusal = problem.Refusal;
        Log.Refused(context, problem);

        var response = context.Response;
        response.StatusCode = refusal.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.WWWAuthenticate = Challenge.For(problem);
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = new Body(
            refusal.Title,
            refusal.Status,
            refusal.Code,
            problem.Detail,
            problem.Required.IsEmpty ? null : problem.Required,
            problem.Missing.IsEmpty ? null : problem.Missing,
            problem.AcrValues.IsEmpty ? null : problem.AcrValues,
            problem.MaxAgeSeconds,
            context.TraceIdentifier);
        var json = JsonSerializer.SerializeToUtf8Bytes(body, BodyJson.Default.Body);
        response.ContentType = "application/problem+json";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    /// <summary>The members that RFC 9457 names, and ours: what to do about it, and the id to find it by.</summary>
    private sealed record Body(
        string Title,
        int Status,
        string Code,
        string? Detail,
        ImmutableArray<ImmutableArray<string>>? Required,
        ImmutableArray<string>? Missing,
        ImmutableArray<string>? AcrValues,
        long? MaxAge,
        string RequestId);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Body))]
    private sealed partial class BodyJson : JsonSerializerContext;

    private static partial class Log
    {
        /// <summary>Client faults are quiet; ours are loud. The path is not logged: the operation says which rule it was.</summary>
        public static void Refused(HttpContext context, Problem problem)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Problems");
            var operation = context.GetEndpoint()?.DisplayName ?? "no operation";
            if (problem.Refusal.Status >= 500)
            {
                Failed(logger, problem.Refusal.Code, problem.Reason ?? "-", operation, context.TraceIdentifier);
            }
            else
            {
                Refused(logger, problem.Refusal.Code, problem.Reason ?? "-", operation, context.TraceIdentifier);
            }
        }

        [LoggerMessage(1001, LogLevel.Information, "Refused: {Code} ({Reason}) at {Operation}, request {RequestId}")]
        private static partial void Refused(ILogger logger, string code, string reason, string operation, string requestId);

        [LoggerMessage(1002, LogLevel.Warning, "Failed: {Code} ({Reason}) at {Operation}, request {RequestId}")]
        private static partial void Failed(ILogger logger, string code, string reason, string operation, string requestId);
    }
}
