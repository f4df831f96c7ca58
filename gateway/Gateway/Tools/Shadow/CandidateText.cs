using System.Text;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Tools.Shadow;

/// <summary>
/// What a file says of an operation and its candidate, and the edit that makes the candidate the rule: the one value takes the place of the
/// other, without <c>Until</c>. Nothing else in the file changes.
/// </summary>
internal sealed class CandidateText
{
    private const byte Newline = (byte)'\n';

    private readonly WrittenJson file;
    private readonly WrittenMember? operation;

    public CandidateText(ReadOnlyMemory<byte> text, Operation promoted)
    {
        file = new WrittenJson(text);
        operation = file.Root.At("Apis", promoted.Api.Name, "Operations")?.Members
            .FirstOrDefault(member => $"{promoted.Api.Name} {OperationName.Normal(member.Name)}" == promoted.Id);
    }

    private WrittenMember? Candidate => operation?.Value.Members.FirstOrDefault(member => member.Name == CandidateEntry.Member);

    private WrittenMember? Until => Candidate?.Value.Members.FirstOrDefault(member => member.Name == "Until");

    /// <summary>Whether operation and candidate are both written here, and not put together from several files.</summary>
    public bool IsComplete => Until is not null;

    /// <summary>The comments that the edit would lose, by their first bytes: whoever wrote them has to find them a place before.</summary>
    public IEnumerable<int> LostComments() => file.CommentsIn(operation!.Value)
        .Where(comment => !Candidate!.Value.Contains(comment) || Until!.Contains(comment))
        .Select(comment => comment.Start);

    /// <summary>The new text of the file.</summary>
    public byte[] Promoted()
    {
        var kept = Outdent(WithoutUntil());
        return [.. file.Text[..operation!.Value.Start].Span, .. Encoding.UTF8.GetBytes(kept), .. file.Text[operation.Value.End..].Span];
    }

    private string WithoutUntil()
    {
        var kept = new StringBuilder();
        var from = Candidate!.Value.Start;
        foreach (var (start, end) in CutsOf(Until!).Order())
        {
            kept.Append(Slice(from, start));
            from = end;
        }

        return kept.Append(Slice(from, Candidate.Value.End)).ToString();
    }

    /// <summary>
    /// The member and a comma: the one behind it or, when it is the last, the one before it. With them goes the line, if nothing else is on
    /// it, or the blanks up to what is.
    /// </summary>
    private IEnumerable<(int Start, int End)> CutsOf(WrittenMember member)
    {
        var (start, end) = (member.Start, member.End);
        var members = Candidate!.Value.Members;
        var behind = file.SkipBlank(end);
        if (file.Text.Span[behind] == (byte)',')
        {
            // A comment may stand between the two, and stays.
            if (string.IsNullOrWhiteSpace(Slice(end, behind)))
            {
                end = behind + 1;
            }
            else
            {
                yield return (behind, behind + 1);
            }
        }
        else if (members.IndexOf(member) is > 0 and var index)
        {
            var before = file.SkipBlank(members[index - 1].End);
            yield return (before, before + 1);
        }

        var lineStart = StartOfLine(start);
        end += Blanks(end);
        var lineEnd = file.Text.Span[end..].StartsWith("\r\n"u8) ? end + 2 : file.Text.Span[end] == Newline ? end + 1 : -1;
        yield return lineEnd > 0 && lineStart + Blanks(lineStart) == start ? (lineStart, lineEnd) : (start, end);
    }

    /// <summary>The candidate stood one level deeper than it does now.</summary>
    private string Outdent(string value)
    {
        var (outer, inner) = (Indent(operation!.Start), Indent(Candidate!.Start));
        return inner.StartsWith(outer, StringComparison.Ordinal) ? value.Replace("\n" + inner, "\n" + outer, StringComparison.Ordinal) : value;
    }

    private string Indent(int position)
    {
        var start = StartOfLine(position);
        return Slice(start, start + Blanks(start));
    }

    private int StartOfLine(int position) => file.Text.Span[..position].LastIndexOf(Newline) + 1;

    private int Blanks(int from) => file.Text.Span[from..].IndexOfAnyExcept((byte)' ', (byte)'\t') is > 0 and var count ? count : 0;

    private string Slice(int start, int end) => Encoding.UTF8.GetString(file.Text.Span[start..end]);
}
