using Gateway.Benchmarks;

const string Help = """
    Measurements of the gateway, one a verb. Build them with -c Release.

      dotnet run -c Release --project tests/Gateway.Benchmarks -- memory [TOKENS]   memory while TOKENS (1,000,000) different tokens are verified
    """;

switch (args)
{
    case ["memory"]:
        return await TokenMemory.RunAsync(1_000_000, Console.Out);
    case ["memory", var tokens] when int.TryParse(tokens, out var count) && count > 0:
        return await TokenMemory.RunAsync(count, Console.Out);
    case ["--help" or "-h"]:
        Console.WriteLine(Help);
        return 0;
    default:
        Console.Error.WriteLine(Help);
        return 2;
}
