using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Settings;

namespace Gateway.Claims.Assertion;

[Section("Gateway:Assertion")]
internal sealed class AssertionOptions
{
    [Description("The keys of the [assertions](#the-keys-of-the-assertions), PEM.")]
    [DefaultValue("made at each start")]
    public string? KeyFile { get; init; }

    [MinLength(1, ErrorMessage = "it may not be empty")]
    [Description("The gateway's name: `iss` of its assertions. Services have to expect the same.")]
    public string Issuer { get; init; } = "gateway";
}
