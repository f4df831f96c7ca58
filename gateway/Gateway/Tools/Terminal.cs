namespace Gateway.Tools;

/// <summary>What a verb reads and writes: results on <paramref name="Out"/>, diagnostics on <paramref name="Error"/>.</summary>
/// <param name="In">For what must not be an argument: a token.</param>
/// <param name="Color">Whether <paramref name="Out"/> is a terminal that shows colour. Never the only carrier of a meaning.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In, bool Color)
{
    /// <summary>The process's own. <c>NO_COLOR</c> (no-color.org) switches colour off.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.In,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Green(string text) => Paint("32", text);

    public string Red(string text) => Paint("31", text);

    public string Yellow(string text) => Paint("33", text);

    private string Paint(string code, string text) => Color ? $"\e[{code}m{text}\e[0m" : text;
}
