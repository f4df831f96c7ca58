using System.Globalization;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Limits;

/// <summary>The limit of the process as a whole, by address: a setting and no policy, since it depends on the machine and on what is in front of it.</summary>
internal sealed class GatewayLimit
{
    private const string Setting = "Gateway:Admission:RateLimit";

    /// <summary>Written so that it is no API's name.</summary>
    private const string Owner = "Gateway";

    public GatewayLimit(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        if (section.Exists())
        {
            Limit = Read(section["Permits"], section["Per"]) ?? throw new UnusableSettingException(
                $"{Setting}: it has to have a number of Permits and a duration Per, from 1s to 1d, such as 600 and \"1m\".");
        }
    }

    /// <summary>Null: none.</summary>
    public RateLimit? Limit { get; }

    private static RateLimit? Read(string? permits, string? per) =>
        int.TryParse(permits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
        && Duration.TryParse(per ?? "") is { } time && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(1)
            ? new RateLimit(RateLimitEntry.NameOf(Owner, LimitBy.Address, time), count, time, LimitBy.Address)
            : null;
}
