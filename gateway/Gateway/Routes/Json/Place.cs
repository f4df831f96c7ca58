namespace Gateway.Routes.Json;

/// <summary>Where something is written, both counted from 1; columns in UTF-16 characters, as editors count them.</summary>
internal readonly record struct Place(int Line, int Column)
{
    /// <summary><c>file:line</c>, as the compiled policy says where something comes from.</summary>
    public string In(string fileName) => $"{fileName}:{Line}";
}
