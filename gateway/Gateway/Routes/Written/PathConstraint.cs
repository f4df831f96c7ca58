using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Microsoft.AspNetCore.Routing.Constraints;

namespace Gateway.Routes.Written;

/// <summary>
/// What a parameter's value has to look like: <c>int</c>, <c>length(2,5)</c>. The framework's own constraint is kept, so that the checks of
/// the file and the matching of requests agree.
/// </summary>
/// <param name="Numbers">Those in the parentheses.</param>
internal sealed partial record PathConstraint(string Name, string Text, ImmutableArray<long> Numbers, IRouteConstraint Rule)
{
    private static readonly string[] Names =
        ["int", "long", "guid", "alpha", "bool", "length", "minlength", "maxlength", "min", "max", "range"];

    public bool Accepts(string value) =>
        Rule.Match(null, null, "value", new RouteValueDictionary { ["value"] = value }, RouteDirection.IncomingRequest);

    /// <summary>The constraint, or what is wrong with it.</summary>
    public static (PathConstraint? Constraint, string? Problem) Parse(string text)
    {
        if (Form.Match(text) is not { Success: true } match)
        {
            return (null, $"has a constraint {Wording.Quote(text)} that is not written name or name(number)");
        }

        var name = match.Groups["name"].Value;
        var numbers = new List<long>();
        foreach (Capture number in match.Groups["number"].Captures)
        {
            if (!long.TryParse(number.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return (null, $"has a number in {Wording.Quote(text)} that is too large");
            }

            numbers.Add(value);
        }

        if (!Names.Contains(name, StringComparer.Ordinal))
        {
            var hint = DidYouMean.For(name, Names);
            return (null, $"has an unknown constraint {Wording.Quote(name)}; there are {Wording.List(Names)}{hint}");
        }

        var rule = Build(name, numbers);
        return rule is null
            ? (null, $"has a constraint {Wording.Quote(text)} with the wrong numbers: min(n), range(low,high), length(n), length(short,long)")
            : (new PathConstraint(name, text, [.. numbers], rule), null);
    }

    /// <summary>The framework would throw for wrong numbers, but only when the first request comes.</summary>
    private static IRouteConstraint? Build(string name, List<long> numbers) => (name, numbers) switch
    {
        ("int", []) => new IntRouteConstraint(),
        ("long", []) => new LongRouteConstraint(),
        ("guid", []) => new GuidRouteConstraint(),
        ("alpha", []) => new AlphaRouteConstraint(),
        ("bool", []) => new BoolRouteConstraint(),
        ("min", [var low]) => new MinRouteConstraint(low),
        ("max", [var high]) => new MaxRouteConstraint(high),
        ("range", [var low, var high]) when low <= high => new RangeRouteConstraint(low, high),
        ("minlength", [var low]) when IsLength(low) => new MinLengthRouteConstraint((int)low),
        ("maxlength", [var high]) when IsLength(high) => new MaxLengthRouteConstraint((int)high),
        ("length", [var exact]) when IsLength(exact) => new LengthRouteConstraint((int)exact),
        ("length", [var low, var high]) when IsLength(low) && IsLength(high) && low <= high =>
            new LengthRouteConstraint((int)low, (int)high),
        _ => null,
    };

    private static bool IsLength(long number) => number is >= 0 and <= int.MaxValue;

    [GeneratedRegex(@"\A(?<name>[A-Za-z]+)(\((?<number>-?[0-9]+)(,(?<number>-?[0-9]+))*\))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
