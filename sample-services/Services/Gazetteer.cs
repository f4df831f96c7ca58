namespace Services;

/// <summary>The places World Mappers knows. An address is a city, or a city and its country: <c>Lima</c>, <c>Lima, Peru</c>.</summary>
internal static class Gazetteer
{
    private static readonly Place[] Places =
    [
        new("Amsterdam", "Netherlands", 52.3676, 4.9041),
        new("Berlin", "Germany", 52.5200, 13.4050),
        new("Cairo", "Egypt", 30.0444, 31.2357),
        new("Lima", "Peru", -12.0464, -77.0428),
        new("London", "United Kingdom", 51.5074, -0.1278),
        new("Madrid", "Spain", 40.4168, -3.7038),
        new("Mumbai", "India", 19.0760, 72.8777),
        new("Nairobi", "Kenya", -1.2921, 36.8219),
        new("New York", "United States", 40.7128, -74.0060),
        new("Paris", "France", 48.8566, 2.3522),
        new("Sydney", "Australia", -33.8688, 151.2093),
        new("Tokyo", "Japan", 35.6762, 139.6503),
    ];

    public static Place? Find(string address) => Places.FirstOrDefault(place =>
        place.City.Equals(address.Trim(), StringComparison.OrdinalIgnoreCase)
        || place.Address.Equals(address.Trim(), StringComparison.OrdinalIgnoreCase));
}
