using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>Every way in which the services say no (RFC 9457).</summary>
internal static class Refusal
{
    public static ValidationProblem Invalid(string field, string mistake) =>
        TypedResults.ValidationProblem([new(field, [mistake])]);

    public static ProblemHttpResult Forbidden(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Also the answer about what belongs to someone else: that it exists is not told.</summary>
    public static ProblemHttpResult NotFound(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Conflict(string detail, params KeyValuePair<string, object?>[] extensions) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, extensions: extensions);

    /// <summary>The token had no <c>sub</c>: nothing can belong to its bearer.</summary>
    public static ProblemHttpResult NoSubject() =>
        Forbidden("The caller's token names no subject, so there is nobody this could belong to.");
}
