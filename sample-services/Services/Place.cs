namespace Services;

/// <summary>A point on the earth, taken for a sphere. Latitude and longitude in degrees, north and east positive.</summary>
internal sealed record Place(string City, string Country, double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0;

    private static readonly string[] Directions =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

    public string Address => $"{City}, {Country}";

    /// <summary>Along the great circle, by the haversine formula, which stays exact for places near each other.</summary>
    public double KilometresTo(Place other)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var halfHeight = Math.Sin((otherLatitude - latitude) / 2);
        var halfWidth = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var haversine = (halfHeight * halfHeight) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * halfWidth * halfWidth);
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(haversine));
    }

    /// <summary>The direction in which the great circle leaves, to the nearest eighth of the compass.</summary>
    public string DirectionTo(Place other)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var width = double.DegreesToRadians(other.Longitude - Longitude);
        var east = Math.Sin(width) * Math.Cos(otherLatitude);
        var north = (Math.Cos(latitude) * Math.Sin(otherLatitude)) - (Math.Sin(latitude) * Math.Cos(otherLatitude) * Math.Cos(width));
        var degrees = double.RadiansToDegrees(Math.Atan2(east, north));
        return Directions[((int)Math.Round(degrees / 45) + Directions.Length) % Directions.Length];
    }
}
