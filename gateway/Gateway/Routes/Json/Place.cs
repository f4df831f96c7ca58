namespace Gateway.Routes.Json;

/// <summary>Where something is written, counted from 1; columns in UTF-16 characters, as editors count them.</summary>
internal readonly record struct Place(string File, int Line, int Column)
{
    /// <summary><c>file:line</c>, as a message about something else names it.</summary>
    public override string ToString() => $"{File}:{Line}";
}
