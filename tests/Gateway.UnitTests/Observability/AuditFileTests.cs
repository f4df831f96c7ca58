using System.Text;
using Gateway.Observability.Auditing;
using Gateway.Tools.AuditLog;

namespace Gateway.UnitTests.Observability;

/// <summary>An audit log is continued from run to run, and whatever is done to it shows.</summary>
public sealed class AuditFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-test-");

    private string Path => System.IO.Path.Combine(folder.FullName, "audit.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Every_line_continues_the_one_before_it_over_restarts()
    {
        Write("a", "b");
        Write("c");
        Assert.Equal((3, true), (Verify().Lines, Verify().Holds));
    }

    [Fact]
    public void An_empty_log_holds() => Assert.Equal(new VerifiedLog(0, AuditChain.Start, null, null), VerifiedLog.Of("", null));

    /// <summary>The seed is fixed: the same thousand every time.</summary>
    [Fact]
    public void A_thousand_ways_to_tamper_with_it_are_all_found()
    {
        Write([.. Enumerable.Range(0, 30).Select(number => $"event {number}")]);
        var good = File.ReadAllText(Path, Encoding.Latin1);
        var random = new Random(7);
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var bad = Tampered(good, random);
            if (bad != good)
            {
                Assert.False(VerifiedLog.Of(bad, null).Holds, bad);
            }
        }
    }

    [Fact]
    public void Whole_lines_cut_off_its_end_are_found_by_who_remembers_the_last_hash()
    {
        Write("a", "b", "c");
        var remembered = Verify().LastHash;
        Write("d");
        Assert.Equal((4, true), (Verify(remembered).Lines, Verify(remembered).Holds));

        var lines = File.ReadAllLines(Path);
        File.WriteAllLines(Path, lines[..2]);
        Assert.True(Verify().Holds);
        Assert.Equal((null, false, false), (Verify(remembered).BrokenAt, Verify(remembered).HasRemembered, Verify(remembered).Holds));
    }

    [Fact]
    public void Half_a_line_at_its_end_is_taken_off_and_the_log_goes_on()
    {
        Write("a");
        File.AppendAllText(Path, """{"at":"2030""");
        Assert.Equal(2, Verify().BrokenAt);

        using (var file = new AuditFile(Path))
        {
            Assert.Equal(11, file.TornBytes);
            file.Add("""{"event":"b"}""");
        }

        Assert.Equal((2, true), (Verify().Lines, Verify().Holds));
    }

    [Theory]
    [InlineData("something else\n")]
    [InlineData("{\"event\":\"a\"}\n")]
    [InlineData("\n")]
    public void A_file_that_is_no_audit_log_is_not_continued(string text)
    {
        File.WriteAllText(Path, text);
        Assert.Throws<UnusableSettingException>(() => new AuditFile(Path));
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public void Two_at_once_do_not_write_it()
    {
        using var first = new AuditFile(Path);
        Assert.Throws<UnusableSettingException>(() => new AuditFile(Path));
    }

    private static string Tampered(string good, Random random)
    {
        var lines = good.Split('\n')[..^1].ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(7))
        {
            case 0: // a byte
                var at = random.Next(good.Length);
                return string.Concat(good.AsSpan(0, at), $"{(char)random.Next(1, 256)}", good.AsSpan(at + 1));
            case 1: // a line less, but not the last
                lines.RemoveAt(Math.Min(one, lines.Count - 2));
                break;
            case 2: // a line twice
                lines.Insert(other, lines[one]);
                break;
            case 3: // two lines the other way round
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 4: // a line of one's own, with a hash that fits it, and the rest as it was
                var previous = one == 0 ? AuditChain.Start : AuditChain.HashIn(lines[one - 1])!;
                lines[one] = AuditChain.Continue(previous, """{"event":"forged"}""").Line;
                lines.Add("");
                lines.RemoveAt(lines.Count - 1);
                return one == lines.Count - 1 ? good : string.Join('\n', lines) + "\n";
            case 5: // cut off in the middle of a line
                var cut = random.Next(good.Length);
                return good[cut - (cut == 0 ? 0 : 1)] == '\n' || cut == 0 ? good : good[..cut];
            default: // something between
                var place = random.Next(good.Length);
                return good.Insert(place, "x");
        }

        return string.Join('\n', lines) + "\n";
    }

    private VerifiedLog Verify(string? remembered = null) => VerifiedLog.Of(File.ReadAllText(Path, Encoding.Latin1), remembered);

    private void Write(params string[] events)
    {
        using var file = new AuditFile(Path);
        foreach (var what in events)
        {
            file.Add($$"""{"event":"{{what}}"}""");
        }
    }
}
