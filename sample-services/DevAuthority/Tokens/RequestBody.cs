using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DevAuthority.Tokens;

/// <summary>Reads the body of a token request: a form, as RFC 6749 has it, or a flat JSON object, as many clients send it.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions NothingTwice = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Null when the body is neither.</summary>
    internal static async Task<RequestParameters?> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        var aborted = request.HttpContext.RequestAborted;
        try
        {
            return type.MediaType.Value?.ToLowerInvariant() switch
            {
                "application/x-www-form-urlencoded" => new RequestParameters(await request.ReadFormAsync(aborted)),
                "application/json" => await ReadJsonAsync(request),
                _ => null,
            };
        }
        catch (Exception malformed) when (malformed is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    private static async Task<RequestParameters?> ReadJsonAsync(HttpRequest request)
    {
        using var json = await JsonDocument.ParseAsync(request.Body, NothingTwice, request.HttpContext.RequestAborted);
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || json.RootElement.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String))
        {
            return null;
        }

        return new RequestParameters(json.RootElement.EnumerateObject().Select(
            member => KeyValuePair.Create(member.Name, new StringValues(member.Value.GetString()))));
    }
}
