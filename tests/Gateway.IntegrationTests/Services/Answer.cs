using System.Net;
using System.Text.Json;

namespace Gateway.IntegrationTests.Services;

/// <summary>What a service answered, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, JsonElement Body)
{
    public IEnumerable<int> Ids => Body.EnumerateArray().Select(item => item.GetProperty("id").GetInt32());

    public JsonElement this[string property] => Body.GetProperty(property);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        return new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            body.Length == 0 ? default : JsonElement.Parse(body));
    }

    public void AssertStatus(HttpStatusCode expected) => Assert.Equal(expected, Status);

    /// <summary>Refused, in the one shape in which services refuse.</summary>
    public void AssertRefused(HttpStatusCode expected)
    {
        Assert.Equal(expected, Status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal((int)expected, this["status"].GetInt32());
    }

    public void AssertInvalid(string field)
    {
        AssertRefused(HttpStatusCode.BadRequest);
        Assert.Equal(field, Assert.Single(this["errors"].EnumerateObject()).Name);
    }
}
