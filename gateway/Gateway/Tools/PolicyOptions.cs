using System.CommandLine;
using Gateway.Routes;

namespace Gateway.Tools;

/// <summary>What every verb about a policy takes: which one, in which environment, and how to say the result.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string?> routes = new("--routes")
    {
        Description = $"The routes file, or a directory of them. Default: the nearest {RoutesFile.Name}, from the working directory upwards.",
        HelpName = "FILE|DIR",
    };

    private readonly Option<string?> environment = new("--env")
    {
        Description = "The environment, such as Development. Default: ASPNETCORE_ENVIRONMENT, else DOTNET_ENVIRONMENT, else Production.",
        HelpName = "NAME",
    };

    private readonly Option<OutputFormat> format;

    private PolicyOptions(IReadOnlyList<OutputFormat> formats) => format = Results.FormatOption(formats);

    /// <summary>Adds them to a verb that says its result as text or as JSON.</summary>
    public static PolicyOptions AddTo(Command verb) => AddTo(verb, OutputFormat.Text, OutputFormat.Json);

    /// <param name="formats">Those that the verb knows, its default first.</param>
    public static PolicyOptions AddTo(Command verb, params IReadOnlyList<OutputFormat> formats)
    {
        var options = new PolicyOptions(formats);
        verb.Options.Add(options.routes);
        verb.Options.Add(options.environment);
        verb.Options.Add(options.format);
        return options;
    }

    public OutputFormat Format(ParseResult line) => line.GetValue(format);

    public RoutesEnvironment Environment(ParseResult line) => EnvironmentOf(line.GetValue(environment) ?? EnvironmentName());

    public static RoutesEnvironment EnvironmentOf(string name) => new(name, System.Environment.GetEnvironmentVariable);

    /// <summary>The file that is meant; null when there is none.</summary>
    public string? Find(ParseResult line) => line.GetValue(routes) ?? RoutesFile.Find(Directory.GetCurrentDirectory());

    /// <summary>The file that is meant; null, and said, when there is none.</summary>
    public string? File(ParseResult line, Terminal terminal)
    {
        var file = Find(line);
        if (file is null)
        {
            terminal.Error.WriteLine($"There is no {RoutesFile.Name} here or above; name the routes file with --routes FILE.");
        }

        return file;
    }

    /// <summary>The policy that is meant; null, and every reason said, when there is none to work with.</summary>
    public RouteTable? Read(ParseResult line, Terminal terminal) =>
        File(line, terminal) is { } file ? Read(file, Environment(line), terminal) : null;

    /// <summary>The policy of a file; null, and every mistake said, when it cannot be used.</summary>
    public static RouteTable? Read(string file, RoutesEnvironment environment, Terminal terminal)
    {
        var read = RouteTableReader.Read(file, environment);
        foreach (var mistake in read.Mistakes)
        {
            terminal.Error.WriteLine(mistake);
        }

        return read.Table;
    }

    /// <summary>As ASP.NET Core chooses it.</summary>
    public static string EnvironmentName() =>
        System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;
}
