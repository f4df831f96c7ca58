using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>What the command line asks for.</summary>
internal sealed record Choices
{
    public const string Help = """
        The gateway beside other proxies: what a request costs each of them, as a ratio to YARP that checks nothing.

          bench/run.sh [WORK...]   measure these works, or all of them; about 14 minutes
            --rounds N             turns of each peer (5); of them the median counts
            --seconds S            how long each load runs (1)
            --short                3 rounds of the works that CI measures, and only the gateway with its control
            --compare              exit code 1 if a ratio is, in all rounds and once more, above twice that of bench/ratios.json
            --write-docs           of all works: write bench/ratios.json, docs/performance.svg and the table in docs/performance.md
          bench/run.sh --list      name the works
        """;

    public bool WantsHelp { get; private init; }

    public bool WantsList { get; private init; }

    public int Rounds { get; private init; } = 5;

    public int Seconds { get; private init; } = 1;

    public bool Short { get; private init; }

    public bool Compare { get; private init; }

    public bool WriteDocs { get; private init; }

    public IReadOnlyList<Work> Works { get; private init; } = [];

    /// <summary>Null: they cannot be read, and this is why.</summary>
    public static Choices? Parse(string[] args, out string mistake)
    {
        mistake = "";
        var choices = new Choices();
        List<Work> works = [];
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--help" or "-h":
                    return choices with { WantsHelp = true };
                case "--list":
                    return choices with { WantsList = true };
                case "--short":
                    choices = choices with { Short = true, Rounds = 3 };
                    break;
                case "--compare":
                    choices = choices with { Compare = true };
                    break;
                case "--write-docs":
                    choices = choices with { WriteDocs = true };
                    break;
                case "--rounds" when Number(args, index + 1) is { } rounds:
                    choices = choices with { Rounds = rounds };
                    index++;
                    break;
                case "--seconds" when Number(args, index + 1) is { } seconds:
                    choices = choices with { Seconds = seconds };
                    index++;
                    break;
                case var name when SideBySide.Works.All.FirstOrDefault(work => work.Name == name) is { } work:
                    works.Add(work);
                    break;
                case "--rounds" or "--seconds":
                    mistake = $"{args[index]} is followed by a whole number, such as 5";
                    return null;
                case var unknown:
                    mistake = $"{unknown} is no work and no option; bench/run.sh --list names the works";
                    return null;
            }
        }

        if (choices.WriteDocs && (choices.Short || works.Count > 0))
        {
            mistake = "--write-docs is for all works: half a table would take the place of the whole";
            return null;
        }

        return choices with { Works = works.Count > 0 ? works : choices.Short ? SideBySide.Works.Short : SideBySide.Works.All };
    }

    private static int? Number(string[] args, int index) =>
        index < args.Length && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
