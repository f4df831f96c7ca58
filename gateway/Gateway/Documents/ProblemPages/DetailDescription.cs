namespace Gateway.Documents.ProblemPages;

/// <summary>One text that <c>detail</c> can have, and what to do about it.</summary>
internal sealed record DetailDescription(string Detail, string Cure);
