namespace DevAuthority.Start;

/// <summary>Its people, passwords and secrets are published with its source: it must never serve anything real.</summary>
internal static class DevelopmentOnly
{
    internal static void Demand(IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            throw new StartRefusedException(
                $"the environment is '{environment.EnvironmentName}', and this authorization server is for Development only. "
                + "On a developer's machine set ASPNETCORE_ENVIRONMENT=Development.");
        }
    }
}
