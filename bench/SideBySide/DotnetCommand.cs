namespace Gateway.SideBySide;

/// <summary>How a program in .NET is started: in Production, with the runtime as it comes but for what is set here.</summary>
internal static class DotnetCommand
{
    /// <param name="settings">Environment variables of this process; whatever is set where the benchmark was started counts for less.</param>
    public static Command Of(string program, Stage stage, IEnumerable<string> arguments, params IReadOnlyDictionary<string, string>[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "1",
            ["SSL_CERT_FILE"] = stage.IssuerCertificate,
        };
        foreach (var (name, value) in settings.SelectMany(given => given))
        {
            environment[name] = value;
        }

        return new Command(["dotnet", program, .. arguments], environment);
    }
}
