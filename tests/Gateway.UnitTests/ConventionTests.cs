using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Gateway.UnitTests;

/// <summary>The rules of the house that a compiler does not keep.</summary>
public sealed partial class ConventionTests
{
    private static readonly string[] Stages = ["Admission", "Authentication", "Authorization", "Claims", "CrossOrigin", "Documents", "Forwarding", "Limits", "Overload"];

    /// <summary>What a folder may use besides itself.</summary>
    public static readonly TheoryData<string, string[]> Allowed = new()
    {
        { "Admission", ["Routes", "Problems", "Observability", "Settings"] },
        { "Authentication", ["Routes", "Problems", "Observability", "Settings"] },
        { "Authorization", ["Routes", "Problems", "Observability", "Settings"] },
        { "Claims", ["Routes", "Problems", "Observability", "Settings"] },
        { "CrossOrigin", ["Routes", "Problems", "Observability", "Settings"] },
        { "Forwarding", ["Routes", "Problems", "Observability", "Settings"] },
        { "Limits", ["Routes", "Problems", "Observability", "Settings"] },
        { "Overload", ["Routes", "Problems", "Observability", "Settings"] },
        { "Documents", ["Routes", "Problems", "Observability", "Settings"] },
        { "Observability", ["Routes", "Problems", "Settings"] },
        { "Problems", ["Routes", "Settings"] },
        { "Routes", [] },
        { "Settings", ["Routes"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_stage_uses_no_other_stage(string folder, string[] allowed)
    {
        string[] all = [.. Stages, "Observability", "Problems", "Routes", "Settings", "Tools"];
        var forbidden = all.Except(allowed).Except([folder]).ToArray();
        foreach (var file in Repository.Sources("gateway", "Gateway", folder))
        {
            var used = Mentioned().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Intersect(forbidden);
            Assert.True(!used.Any(), $"{folder}/{Path.GetFileName(file)} uses {string.Join(", ", used)}");
        }
    }

    [Fact]
    public void Every_folder_of_the_gateway_has_its_rule()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "gateway", "Gateway")).Select(Path.GetFileName)
            .Except(["bin", "obj", "Properties"]);
        Assert.Equal(new[] { "Observability", "Problems", "Routes", "Settings", "Tools" }.Concat(Stages).Order(), folders.Order());
    }

    [Fact]
    public void The_rule_can_fail()
    {
        Assert.Equal("Claims", Mentioned().Match("using Gateway.Claims;").Groups[1].Value);
        Assert.Equal("Admission", Mentioned().Match("    x = Admission.AdmissionStage.DefaultUrls;").Groups[1].Value);
        Assert.DoesNotMatch(Mentioned(), "required.Claims.Length");
    }

    [Fact]
    public void Types_of_the_gateway_are_internal_and_sealed_or_abstract()
    {
        var open = typeof(CallerIdentity).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type is { IsClass: true, IsNested: false })
            .Where(type => type.Namespace?.StartsWith("Gateway", StringComparison.Ordinal) == true)
            .Where(type => type.IsPublic || !(type.IsSealed || type.IsAbstract))
            .Select(type => type.FullName);
        Assert.Empty(open);
    }

    /// <summary><c>using Gateway.X</c>, or <c>X.</c> in front of a type where nothing stands before X.</summary>
    [GeneratedRegex(@"(?:using (?:static )?Gateway\.|Gateway\.|(?<![\w.])(?=(?:Admission|Authentication|Authorization|Claims|CrossOrigin|Documents|Forwarding|Limits|Observability|Overload|Problems|Routes|Settings|Tools)\.[A-Z]))(Admission|Authentication|Authorization|Claims|CrossOrigin|Documents|Forwarding|Limits|Observability|Overload|Problems|Routes|Settings|Tools)\b")]
    private static partial Regex Mentioned();
}
