using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>
/// The <c>Candidate</c> of an operation: the rule that may take the place of the enforced one, written out in full, and the day by which
/// that is decided. It can only tighten, so that to promote it never lets anyone in.
/// </summary>
internal sealed class CandidateEntry(ConditionsEntry conditions, MistakeList mistakes)
{
    public const string Member = "Candidate";

    public Candidate? Read(JsonMember operation)
    {
        if (operation.Value.At(Member) is not { } written)
        {
            return null;
        }

        var subject = $"the candidate of operation {Wording.Quote(operation.Name)}";
        if (ObjectReader.Open(written, subject, mistakes, CandidateShape.Object.Names) is not { } reader)
        {
            return null;
        }

        if (reader.HasNothingBut("Until"))
        {
            var message = $"{subject} asks for nothing; write all that is to be asked for, also what the operation asks for already";
            mistakes.Add(reader.Place, MistakeCode.NoRequirement, message);
        }

        var requirement = conditions.Read(reader);
        return ReadUntil(reader) is { } until && requirement is not null ? new Candidate(requirement, until) : null;
    }

    public void CheckItTightens(JsonMember operation, Candidate candidate, Requirement enforced)
    {
        // Who names every issuer accepts no other than who names none.
        var asked = candidate.Requirement;
        asked = asked.Issuers.IsEmpty ? asked with { Issuers = conditions.Issuers } : asked;
        if (RequirementComparison.LaxerMembers(asked, enforced) is [_, ..] laxer)
        {
            mistakes.Add(
                operation.Value.At(Member)!.Place,
                MistakeCode.LaxerCandidate,
                $"the candidate of operation {Wording.Quote(operation.Name)} is laxer than the rule itself in {Wording.List(laxer)}, "
                + "and a candidate can only tighten; ask for all that the operation asks for, and more");
        }
    }

    private DateOnly? ReadUntil(ObjectReader reader)
    {
        reader.Require("Until", reader.Place, "the day by which it is promoted or dropped, like \"2030-01-31\"");
        return Day.Read(reader, "Until", mistakes);
    }
}
