using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Tools.Explain;

namespace Gateway.Tools.Inspect;

/// <summary>A token taken apart, for people.</summary>
internal static class InspectionText
{
    private static readonly JsonSerializerOptions Pretty =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(InspectedToken token, Terminal terminal)
    {
        terminal.Out.WriteLine("Nothing of this was verified: anybody can have written it.");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"header {JsonSerializer.Serialize(token.Header, Pretty)}");
        terminal.Out.WriteLine($"payload {JsonSerializer.Serialize(token.Payload, Pretty)}");
        terminal.Out.WriteLine();
        foreach (var time in token.Times)
        {
            Row(Name(time.Claim), $"{PlainTime.Utc(time.At)}, {time.Relative}");
        }

        Row("looks like preset", token.LooksLike.IsEmpty ? "none of them" : string.Join(" or ", token.LooksLike));
        Row("form", token.Form is null ? terminal.Green("ok") : $"{terminal.Red("REFUSED")} {token.Form}");
        foreach (var fit in token.Fits)
        {
            Row(VerificationSteps.Name(fit.Step), $"{(fit.Holds ? terminal.Green("ok") : terminal.Red("REFUSED"))} {fit.Detail}");
        }

        void Row(string name, string said) => terminal.Out.WriteLine($"{name,-20} {said}".TrimEnd());
    }

    private static string Name(string claim) => claim switch
    {
        "iat" => "issued (iat)",
        "nbf" => "not before (nbf)",
        "exp" => "expires (exp)",
        _ => "signed in",
    };
}
