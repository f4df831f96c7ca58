using Gateway.Benchmarks;
using Gateway.Benchmarks.Micro;

const string Help = """
    Measurements of the gateway, one a verb. Build them with -c Release.

      dotnet run -c Release --project tests/Gateway.Benchmarks -- memory [TOKENS]   memory while TOKENS (1,000,000) different tokens are verified
      dotnet run -c Release --project tests/Gateway.Benchmarks -- load [OPERATIONS]   what a routes file with OPERATIONS (10,000) takes to be read
      dotnet run -c Release --project tests/Gateway.Benchmarks -- reload [OPERATIONS]   what requests notice while such a file is changed
      dotnet run -c Release --project tests/Gateway.Benchmarks -- identity [REQUESTS]   what it costs to tell a service who calls
      dotnet run -c Release --project tests/Gateway.Benchmarks -- micro [FILTER...]   time and memory of each step alone, or of those named like a FILTER
      dotnet run -c Release --project tests/Gateway.Benchmarks -- micro --write-docs   the same of all steps, as ratios into docs/performance.md
    """;

switch (args)
{
    case ["memory"]:
        return await TokenMemory.RunAsync(1_000_000, Console.Out);
    case ["memory", var tokens] when int.TryParse(tokens, out var count) && count > 0:
        return await TokenMemory.RunAsync(count, Console.Out);
    case ["load"]:
        return await PolicyLoad.RunAsync(10_000, Console.Out);
    case ["load", var operations] when int.TryParse(operations, out var count) && count >= 20:
        return await PolicyLoad.RunAsync(count, Console.Out);
    case ["reload"]:
        return await PolicyReload.RunAsync(10_000, Console.Out);
    case ["reload", var operations] when int.TryParse(operations, out var count) && count >= 20:
        return await PolicyReload.RunAsync(count, Console.Out);
    case ["identity"]:
        return await IdentityCost.RunAsync(20_000, Console.Out);
    case ["identity", var requests] when int.TryParse(requests, out var count) && count > 0:
        return await IdentityCost.RunAsync(count, Console.Out);
    case ["micro", "--write-docs"]:
        return EachStep.WriteDocs(Console.Error);
    case ["micro", .. var filters] when !filters.Any(filter => filter.StartsWith('-')):
        return EachStep.Run(filters);
    case ["--help" or "-h"]:
        Console.WriteLine(Help);
        return 0;
    default:
        Console.Error.WriteLine(Help);
        return 2;
}
