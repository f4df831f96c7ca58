namespace Gateway.Settings;

/// <summary>
/// Options of the process and where they are configured: <c>Gateway:Drain</c> in <c>appsettings.json</c>, or <c>Gateway__Drain__…</c> in
/// the environment. Each property says what it means (<c>Description</c>), its limits (<c>Range</c>) and its default (the value that a new
/// object has, or <c>DefaultValue</c> in words); the table in docs/operations.md is printed from that.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SectionAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}
