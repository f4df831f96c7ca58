namespace Gateway.BrowserTests;

/// <summary>
/// What these tests need besides .NET: Chromium as Debian installs it, and axe. On a machine without them they are skipped and say what is
/// missing; where <c>GATEWAY_TESTS_REQUIRE_ALL</c> is 1, as in CI, they fail instead.
/// </summary>
internal static class Prerequisites
{
    public const string Chromium = "/usr/bin/chromium";

    private const string AxeFolder = "tests/Gateway.BrowserTests/axe";

    public static string Axe { get; } = Repository.PathOf(AxeFolder + "/node_modules/axe-core/axe.min.js");

    private static string? Missing =>
        !File.Exists(Chromium) ? "Chromium is not installed: apt-get install chromium"
        : !File.Exists(Axe) ? $"axe-core is not installed: npm ci --prefix {AxeFolder}"
        : null;

    /// <summary>In each test: a fixture cannot be skipped.</summary>
    public static void Require()
    {
        if (Missing is not null && Environment.GetEnvironmentVariable("GATEWAY_TESTS_REQUIRE_ALL") == "1")
        {
            Assert.Fail(Missing);
        }

        Skip.If(Missing is not null, Missing);
    }
}
