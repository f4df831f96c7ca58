using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Routes;
using Gateway.Routes.Written;
using Gateway.Settings;

namespace Gateway.Limits;

/// <summary>The limit of the process as a whole, by address: a setting and no policy, since it depends on the machine and on what is in front of it.</summary>
[Section("Gateway:Admission:RateLimit")]
internal sealed class AddressLimitOptions
{
    /// <summary>Written so that it is no API's name.</summary>
    private const string Owner = "Gateway";

    [Description("How many requests one address may send in `Per`, [whatever they are about](#floods). Only together with `Per`.")]
    [DefaultValue("no limit")]
    [Range(1, int.MaxValue)]
    public int? Permits { get; init; }

    [Description("The time in which `Permits` are counted.")]
    [DefaultValue("none")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan? Per { get; init; }

    /// <summary>Null: none.</summary>
    public RateLimit? ToLimit() => (Permits, Per) switch
    {
        (null, null) => null,
        ({ } permits, { } per) => new RateLimit(RateLimitEntry.NameOf(Owner, LimitBy.Address, per), permits, per, LimitBy.Address),
        _ => throw new UnusableSettingException("Gateway:Admission:RateLimit: Permits and Per belong together, such as 600 and 1m."),
    };
}
