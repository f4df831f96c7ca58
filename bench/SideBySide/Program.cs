using System.Runtime.Versioning;
using Gateway.SideBySide;

[assembly: SupportedOSPlatform("linux")] // Processors are pinned, and /proc is read.

switch (Choices.Parse(args, out var mistake))
{
    case null:
        Console.Error.WriteLine($"{mistake}\n\n{Choices.Help}");
        return 2;
    case { WantsHelp: true }:
        Console.WriteLine(Choices.Help);
        return 0;
    case { WantsList: true }:
        foreach (var work in Works.All)
        {
            Console.WriteLine($"{work.Name,-17} {work.Title}");
        }

        return 0;
    case var choices:
        try
        {
            return await Run.OfAsync(choices, Console.Out, Console.Error);
        }
        catch (BenchmarkException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }
}
