namespace Gateway.Routes;

/// <summary>What the overlay of a file is called: for <c>x.json</c> in Staging <c>x.Staging.json</c>, beside it.</summary>
internal static class OverlayName
{
    public static string Of(string file, string environment)
    {
        var extension = Path.GetExtension(file);
        return $"{file[..^extension.Length]}.{environment}{extension}";
    }

    /// <summary>Whether a file is the overlay of another, in some environment.</summary>
    public static bool IsOf(string overlay, string file)
    {
        var extension = Path.GetExtension(file);
        var start = $"{file[..^extension.Length]}.";
        return overlay.Length > start.Length + extension.Length
            && overlay.StartsWith(start, StringComparison.Ordinal)
            && overlay.EndsWith(extension, StringComparison.Ordinal);
    }
}
