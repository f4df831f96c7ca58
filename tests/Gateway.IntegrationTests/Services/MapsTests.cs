using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class MapsTests
{
    private static readonly Caller Logistics = Caller.Machine("logistics-inc");

    [Theory]
    [InlineData("Lima", "Lima, Peru", -12.0464, -77.0428)]
    [InlineData("  new york, UNITED STATES ", "New York, United States", 40.7128, -74.0060)]
    public async Task An_address_has_coordinates(string asked, string address, double latitude, double longitude)
    {
        await using var service = await RunningService.StartAsync("maps");

        var located = await service.GetAsync($"/geocoding/coordinates?address={Uri.EscapeDataString(asked)}", Logistics);

        located.AssertStatus(HttpStatusCode.OK);
        Assert.Equal(address, located["address"].GetString());
        Assert.Equal(latitude, located["latitude"].GetDouble());
        Assert.Equal(longitude, located["longitude"].GetDouble());
    }

    [Fact]
    public async Task An_unknown_or_missing_address_is_refused()
    {
        await using var service = await RunningService.StartAsync("maps");

        (await service.GetAsync("/geocoding/coordinates?address=Atlantis", Logistics)).AssertRefused(HttpStatusCode.NotFound);
        (await service.GetAsync("/geocoding/coordinates", Logistics)).AssertRefused(HttpStatusCode.BadRequest);
        (await service.PostAsync("/routes", Logistics, new { from = "Atlantis", to = "Lima" })).AssertRefused(HttpStatusCode.NotFound);
        (await service.PostAsync("/routes", Logistics, new { from = "Lima", to = "Atlantis" })).AssertRefused(HttpStatusCode.NotFound);
        (await service.PostAsync("/routes", Logistics, new { from = "Lima" })).AssertRefused(HttpStatusCode.BadRequest);
    }

    // The expected distances are the published great-circle ones, to within the half percent by which the earth is no sphere.
    [Theory]
    [InlineData("Berlin", "Paris", 878, "south-west")]
    [InlineData("London", "New York", 5570, "west")]
    [InlineData("Sydney", "Tokyo", 7820, "north")]
    [InlineData("Tokyo", "Lima", 15490, "north-east")]
    public async Task A_route_has_a_distance_and_steps(string from, string to, double kilometres, string direction)
    {
        await using var service = await RunningService.StartAsync("maps");

        var route = await service.PostAsync("/routes", Logistics, new { from, to });

        route.AssertStatus(HttpStatusCode.OK);
        Assert.InRange(route["distanceKm"].GetDouble(), kilometres * 0.995, kilometres * 1.005);
        Assert.Equal(3, route["steps"].GetArrayLength());
        Assert.Equal($"Leave {from} to the {direction}", route["steps"][0].GetString());
    }

    [Fact]
    public async Task A_route_to_the_same_place_stays_there()
    {
        await using var service = await RunningService.StartAsync("maps");

        var route = await service.PostAsync("/routes", Logistics, new { from = "Cairo", to = "Cairo, Egypt" });

        Assert.Equal(0, route["distanceKm"].GetDouble());
        Assert.Equal("Stay in Cairo", Assert.Single(route["steps"].EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Calls_are_counted_for_each_customer_apart_and_only_when_answered()
    {
        await using var service = await RunningService.StartAsync("maps");

        await service.GetAsync("/geocoding/coordinates?address=Lima", Logistics);
        await service.GetAsync("/geocoding/coordinates?address=Atlantis", Logistics);
        var second = await service.PostAsync("/routes", Logistics, new { from = "Lima", to = "Cairo" });
        var others = await service.GetAsync("/geocoding/coordinates?address=Lima", Caller.Machine("taxi-ltd"));

        Assert.Equal(2, second["callsThisMonth"].GetInt32());
        Assert.Equal(1, others["callsThisMonth"].GetInt32());
    }

    [Fact]
    public async Task A_new_month_counts_from_the_start()
    {
        var clock = new SetClock(new(2030, 1, 31, 23, 59, 59, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync("maps", clock);

        await service.GetAsync("/geocoding/coordinates?address=Lima", Logistics);
        clock.Now += TimeSpan.FromSeconds(1);
        var february = await service.GetAsync("/geocoding/coordinates?address=Lima", Logistics);

        Assert.Equal(1, february["callsThisMonth"].GetInt32());
    }

    [Fact]
    public async Task A_token_without_a_client_has_no_customer_to_count_for()
    {
        await using var service = await RunningService.StartAsync("maps");
        var nobody = new Caller("machine", Subject: "logistics-inc", Client: null);

        (await service.GetAsync("/geocoding/coordinates?address=Lima", nobody)).AssertRefused(HttpStatusCode.Forbidden);
        (await service.PostAsync("/routes", nobody, new { from = "Lima", to = "Cairo" })).AssertRefused(HttpStatusCode.Forbidden);
    }
}
