using System.ComponentModel;

namespace Gateway.Settings;

/// <summary>What is about the gateway as a whole. The other sections are below it, each beside what it is about.</summary>
[Section(Section)]
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    [Description("Where clients see the gateway: what the links in its answers begin with.")]
    [DefaultValue("where the request says that it was sent to")]
    public string? PublicUrl { get; init; }
}
