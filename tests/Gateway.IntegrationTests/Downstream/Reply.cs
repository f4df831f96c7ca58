using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>What the service answered, read to its end.</summary>
internal sealed record Reply(int Status, HttpResponseHeaders Headers, string? MediaType, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());

    /// <summary>The subject that the endpoint was told.</summary>
    public string? Subject()
    {
        Assert.True(Status == 200, $"{Status} {Text}");
        return Json.GetProperty("subject").GetString();
    }

    /// <summary>Refused, in the one shape in which the library refuses.</summary>
    public JsonElement Refused(int status, string code, string? detail = null)
    {
        Assert.True(Status == status, $"{Status} {Text}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.True(Headers.CacheControl?.NoStore);
        var problem = Json;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        if (detail is not null)
        {
            Assert.Equal(detail, problem.GetProperty("detail").GetString());
        }

        Assert.Equal(status == 401 ? "Bearer realm=\"gateway\"" : "", status == 403 ? "" : Headers.WwwAuthenticate.ToString());
        return problem;
    }
}
