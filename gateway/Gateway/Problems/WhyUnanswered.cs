namespace Gateway.Problems;

/// <summary>
/// What the stage that forwards has to say of a request to an operation that came back without an answer. Null: what came back is the answer.
/// </summary>
internal delegate Problem? WhyUnanswered(HttpContext context);
