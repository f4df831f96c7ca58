using System.Globalization;
using Gateway.Routes.Written;

namespace Gateway.Tools.Diff;

/// <summary>
/// Values of one segment that between them satisfy the constraints of some parameters in every combination that there is: of each type, at
/// and around each number that a constraint names, as short and as long as constraints tell apart.
/// </summary>
/// <param name="literals">Values that stand for themselves and so for nothing else.</param>
internal sealed class SegmentValues(IReadOnlySet<string> literals)
{
    /// <summary>A longer request line is refused before it is routed.</summary>
    private const long LengthMax = 8 * 1024;

    private const string NeitherLetterNorDigit = "-_~!$";

    /// <summary>In three spellings, also one that is a number and one that is all letters.</summary>
    private static readonly string[] Guids =
    [
        "a1b2c3d4-0000-0000-0000-000000000000", "(a1b2c3d4-0000-0000-0000-000000000000)", "a1b2c3d4000000000000000000000000",
        "00000000000000000000000000000001", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    public IEnumerable<string> For(IReadOnlyCollection<PathSegment> parameters) => parameters.Count == 0
        ? []
        : Candidates(parameters).Distinct(StringComparer.OrdinalIgnoreCase).Where(value => !literals.Contains(value));

    private IEnumerable<string> Candidates(IReadOnlyCollection<PathSegment> parameters)
    {
        var constraints = parameters.OfType<PathSegment.Parameter>().SelectMany(parameter => parameter.Constraints).ToList();
        // Named as its parameter is, for the reader; the hyphen makes it nothing else.
        var any = Free(number => $"some-{NameOf(parameters.First())}{(number == 0 ? "" : $"-{number}")}");
        if (constraints.Count == 0)
        {
            return [any];
        }

        var numbers = Around(constraints.Where(constraint => constraint.Name is "min" or "max" or "range"))
            .Union([1, int.MaxValue + 1L])
            .Select(number => Free(further => Text(number + further)))
            .Append(Free(further => $"99999999999999999999{further}"))
            .ToList();
        var lengths = Around(constraints.Where(constraint => constraint.Name.EndsWith("length", StringComparison.Ordinal)))
            .Where(length => length is > 0 and <= LengthMax)
            .SelectMany(length => OfLength((int)length, numbers));
        var letters = Free(further => "some" + new string('x', further));
        return [any, .. numbers, letters, "true", "false", .. Guids, .. lengths];
    }

    private IEnumerable<string> OfLength(int length, IEnumerable<string> numbers) => numbers.Select(number => Padded(number, length)).Concat(
    [
        Free(further => (char)('a' + (further % 26)) + new string('x', length - 1)),
        Free(further => NeitherLetterNorDigit[further % NeitherLetterNorDigit.Length] + new string('-', length - 1)),
    ]);

    /// <summary>The first that is no literal: of so many different ones there is one.</summary>
    private string Free(Func<int, string> make) =>
        Enumerable.Range(0, literals.Count + 1).Select(make).FirstOrDefault(value => !literals.Contains(value)) ?? make(0);

    private static string NameOf(PathSegment segment) => segment switch
    {
        PathSegment.Parameter parameter => parameter.Name,
        PathSegment.CatchAll rest => rest.Name,
        _ => "",
    };

    private static IEnumerable<long> Around(IEnumerable<PathConstraint> constraints) => constraints
        .SelectMany(constraint => constraint.Numbers)
        .SelectMany(number => new[] { number, number + 1, number - 1 })
        .Distinct();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Zeros in front leave a number what it is.</summary>
    private static string Padded(string number, int length) =>
        number[0] == '-' ? "-" + number[1..].PadLeft(length - 1, '0') : number.PadLeft(length, '0');
}
