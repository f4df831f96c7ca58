using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.InteropTests.Vectors;

/// <summary>
/// The committed vectors: they are what is made here, and they keep the contract as it is read a second time (<see cref="Contract"/>).
/// <c>GATEWAY_DOCS_UPDATE=1</c> makes them anew, with new keys, if their content has changed; for new keys only, delete them before.
/// </summary>
public sealed partial class VectorFileTests
{
    public static TheoryData<string> Rules => [.. Contract.RuleNames];

    [Fact]
    public void The_files_are_those_that_are_made_here_but_for_keys_and_signatures()
    {
        var made = VectorFiles.Make();
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1" && made.Any(file => !IsCommitted(file.Key, file.Value)))
        {
            foreach (var (name, file) in made)
            {
                VectorFiles.Write(name, file);
            }
        }

        Assert.All(made, file => Assert.Equal(Steady(file.Value), Steady(VectorFiles.Read(file.Key))));
    }

    [Fact]
    public void Every_good_one_names_its_caller()
    {
        var good = VectorFiles.Read("good.json");
        var contract = new Contract(VectorFiles.Read("keys.json"), good);
        Assert.All(Cases(good), one => Assert.Equal(one["caller"]!.ToJsonString(), contract.Caller(one)?.ToJsonString()));
    }

    [Fact]
    public void Every_bad_one_is_refused()
    {
        var bad = VectorFiles.Read("bad.json");
        var contract = new Contract(VectorFiles.Read("keys.json"), bad);
        Assert.All(Cases(bad), one => Assert.Null(contract.Caller(one)));
    }

    /// <summary>So a service that passes the vectors has left out none.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void A_verifier_that_leaves_one_rule_out_takes_a_bad_one(string rule)
    {
        var bad = VectorFiles.Read("bad.json");
        var contract = new Contract(VectorFiles.Read("keys.json"), bad);
        Assert.Contains(Cases(bad), one => contract.Caller(one, leftOut: rule) is not null);
    }

    [Fact]
    public void There_are_enough_of_them_and_each_has_a_name_of_its_own()
    {
        var (good, bad) = (Cases(VectorFiles.Read("good.json")), Cases(VectorFiles.Read("bad.json")));
        Assert.True(good.Count >= 20 && bad.Count >= 100);
        Assert.Equal(good.Count + bad.Count, good.Concat(bad).Select(one => (string)one["name"]!).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_private_key_is_committed()
    {
        foreach (var key in VectorFiles.Read("keys.json")["keys"]!.AsArray())
        {
            Assert.Equal(["kty", "crv", "x", "y", "kid", "alg", "use"], key!.AsObject().Select(member => member.Key));
        }
    }

    private static IReadOnlyList<JsonObject> Cases(JsonObject file) => [.. file["cases"]!.AsArray().Select(one => one!.AsObject())];

    private static bool IsCommitted(string name, JsonObject made) =>
        File.Exists(Path.Combine(VectorFiles.Folder, name)) && Steady(VectorFiles.Read(name)) == Steady(made);

    /// <summary>A file without what differs with the keys: what is as long as a coordinate or a thumbprint, and signatures.</summary>
    private static string Steady(JsonObject file)
    {
        var steady = file.DeepClone();
        foreach (var line in steady["cases"]?.AsArray().Select(one => one!["assertion"]!.AsArray()) ?? [])
        {
            for (var i = 0; i < line.Count; i++)
            {
                line[i] = Assertion().Replace((string)line[i]!, parts =>
                    $"{Decoded(parts.Groups["header"].Value)}.{Decoded(parts.Groups["payload"].Value)}.{Signature().Replace(parts.Groups["signature"].Value, "…")}");
            }
        }

        return OfKeys().Replace(Draft.Text(steady), "…");
    }

    private static string Decoded(string part)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Stray().Replace(part, "")));
        }
        catch (FormatException)
        {
            return part;
        }
    }

    [GeneratedRegex(@"[\w+/-]+")]
    private static partial Regex Signature();

    [GeneratedRegex(@"[\s=]")]
    private static partial Regex Stray();

    [GeneratedRegex(@"(?<header>(?:eyJ|W3si)[\w\s-]+)\.(?<payload>[\w\s=-]+)(?:\.(?<signature>[\w\s+/=.-]*))?")]
    private static partial Regex Assertion();

    [GeneratedRegex(@"(?<![\w-])[\w-]{43}(?![\w-])")]
    private static partial Regex OfKeys();
}
