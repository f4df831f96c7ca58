namespace Gateway.CostTests;

/// <summary>
/// What measuring needs besides .NET. On a machine without it the test is skipped and says what is missing; where <c>GATEWAY_TESTS_REQUIRE_ALL</c> is
/// 1, as in CI, it fails instead.
/// </summary>
internal static class Prerequisites
{
    private static string? Missing =>
        Environment.ProcessorCount < 2 ? "One processor is not enough: what is measured needs one to itself"
        : !IsInstalled("wrk") || !IsInstalled("nginx") ? "wrk or nginx is not installed: apt-get install wrk nginx-light"
        : null;

    public static void Require()
    {
        if (Missing is not null && Environment.GetEnvironmentVariable("GATEWAY_TESTS_REQUIRE_ALL") == "1")
        {
            Assert.Fail(Missing);
        }

        Skip.If(Missing is not null, Missing);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
