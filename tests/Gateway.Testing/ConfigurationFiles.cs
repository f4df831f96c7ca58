using System.Runtime.CompilerServices;

namespace Gateway.Testing;

/// <summary>
/// No application that tests start watches its appsettings.json: each watch takes one of the few that the system gives a user (128 on many), and
/// tests that run at once start more applications than that.
/// </summary>
internal static class ConfigurationFiles
{
#pragma warning disable CA2255 // It has to be said before the first application is built, whichever test builds it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void AreNotWatched() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
