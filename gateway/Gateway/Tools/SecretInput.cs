namespace Gateway.Tools;

/// <summary>What must not be an argument, where every user of the machine and the shell's history would see it: a token, a secret.</summary>
internal static class SecretInput
{
    private const int CharsMax = 64 * 1024;

    /// <summary>Without the white space around it. Null, and said why without a word of its content, when there is none.</summary>
    /// <param name="file"><c>-</c> is standard input.</param>
    public static async Task<string?> ReadAsync(string option, string file, Terminal terminal)
    {
        try
        {
            using var opened = file == "-" ? null : new StreamReader(file);
            var content = new char[CharsMax];
            var length = await (opened ?? terminal.In).ReadBlockAsync(content);
            var text = length == CharsMax ? "" : new string(content, 0, length).Trim();
            if (text.Length > 0)
            {
                return text;
            }

            await terminal.Error.WriteLineAsync($"{option} {file}: it is empty, or much too long.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await terminal.Error.WriteLineAsync($"{option} {file}: it cannot be read.");
        }

        return null;
    }

    /// <summary>A token, also as it stands in a header.</summary>
    public static async Task<string?> ReadTokenAsync(string option, string file, Terminal terminal)
    {
        const string scheme = "Bearer ";
        var text = await ReadAsync(option, file, terminal);
        return text?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true ? text[scheme.Length..].TrimStart() : text;
    }
}
