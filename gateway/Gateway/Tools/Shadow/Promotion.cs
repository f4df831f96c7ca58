using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Shadow;

/// <summary>An operation's candidate made its rule: the file as it is, and as it is to be. That one has been read, and found right.</summary>
internal sealed record Promotion(Operation Operation, RoutesFileText Before, RoutesFileText After)
{
    /// <param name="name">The operation, as people write it.</param>
    /// <param name="whyNot">Takes each reason when there is nothing to promote, or promoting would lose a comment or make a mistake.</param>
    public static Promotion? Of(string path, RoutesEnvironment environment, string name, Action<object> whyNot)
    {
        var mistakes = new MistakeList(path);
        if (RoutesText.Load(path, environment, mistakes) is not { } text)
        {
            return Refuse(mistakes.InOrder());
        }

        var read = RouteTableReader.Read(text, environment);
        if (read.Table is not { } table)
        {
            return Refuse(read.Mistakes);
        }

        var id = OperationName.Normal(name);
        if (table.Operations.FirstOrDefault(known => known.Id == id) is not { } operation)
        {
            return Refuse([$"There is no operation {Wording.Quote(id)}{DidYouMean.For(id, table.Operations.Select(known => known.Id))}"]);
        }

        if (operation.Candidate is not { } candidate)
        {
            return Refuse([$"{operation.Place}: {operation.Id} has no \"Candidate\"."]);
        }

        var file = text.Files.First(file => operation.Place.StartsWith(file.Name + ':', StringComparison.Ordinal));
        var written = new CandidateText(file.Content, operation);
        if (!written.IsComplete)
        {
            return Refuse([WrittenInSeveralFiles(operation)]);
        }

        if (written.LostComments().ToArray() is [_, ..] lost)
        {
            var lines = new LineIndex(file.Name, file.Content);
            return Refuse(lost.Select(offset => lines.At(offset)).Select(place =>
                $"{place}:{place.Column}: this comment would be lost; move it into the \"Candidate\" or above the operation."));
        }

        var promoted = file with { Content = written.Promoted() };
        var result = RouteTableReader.Read(new RoutesText(text.Files.Replace(file, promoted)), environment);
        if (result.Table is not { } next)
        {
            return Refuse([$"{operation.Place}: {operation.Id} cannot be promoted, the file would have mistakes:", .. result.Mistakes]);
        }

        // Another file may have a word in it too: what comes out has to be the candidate, the one that was tried.
        var rule = next.Operations.First(known => known.Id == id);
        return rule.Candidate is null && RequirementComparison.IsAtLeastAsStrict(rule.Requirement, candidate.Requirement)
            ? new Promotion(operation, file, promoted)
            : Refuse([WrittenInSeveralFiles(operation)]);

        Promotion? Refuse(IEnumerable<object> reasons)
        {
            foreach (var reason in reasons)
            {
                whyNot(reason);
            }

            return null;
        }
    }

    private static string WrittenInSeveralFiles(Operation operation) =>
        $"{operation.Place}: {operation.Id} and its \"Candidate\" are written in several files; promote it by hand.";
}
