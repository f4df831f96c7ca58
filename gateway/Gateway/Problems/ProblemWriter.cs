using Gateway.Routes;

namespace Gateway.Problems;

/// <summary>
/// The one place that writes a refusal, as <see cref="ProblemAnswer"/> has it, and logs it. It is a feature of each request to the gateway: to ask the
/// request's services for it would make them, for this alone.
/// </summary>
/// <param name="address">Null on the admin listener, which has none that clients know.</param>
internal sealed partial class ProblemWriter(ILoggerFactory loggers, PublicAddress? address)
{
    private readonly ILogger logger = loggers.CreateLogger("Gateway.Problems");
    private readonly GivenAnswers answers = new();

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var writer = context.Features[typeof(ProblemWriter)] as ProblemWriter
            ?? new ProblemWriter(context.RequestServices.GetRequiredService<ILoggerFactory>(), address: null);
        return writer.WriteToAsync(context, problem);
    }

    private Task WriteToAsync(HttpContext context, Problem problem)
    {
        // For whoever looks at the request afterwards: this is how it was answered.
        context.Features[typeof(Problem)] = problem;
        Log.Refused(logger, context, problem);
        var answer = address is null
            ? ProblemAnswer.To(problem, links: null)
            : answers.To(problem, address.Of(context.Request), context.OperationOrNull()?.Api);
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var body = answer.BodyFor(context.TraceIdentifier);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static partial class Log
    {
        /// <summary>Client faults are quiet; ours are loud. The path is not logged: the operation says which rule it was.</summary>
        public static void Refused(ILogger logger, HttpContext context, Problem problem)
        {
            var operation = context.GetEndpoint()?.DisplayName ?? "no operation";
            if (problem.Refusal == Refusal.Overloaded)
            {
                // One line for each would be more to do, when there is too much already. The stage says once in a while that it happens.
            }
            else if (problem.Refusal.Status >= 500 && problem.Refusal != Refusal.MethodNotImplemented)
            {
                Failed(logger, problem.Refusal.Code, problem.Reason ?? "-", operation, context.TraceIdentifier);
            }
            else
            {
                Refused(logger, problem.Refusal.Code, problem.Reason ?? "-", operation, context.TraceIdentifier);
            }
        }

        [LoggerMessage(1001, LogLevel.Information, "Refused: {Code} ({Reason}) at {Operation}, request {RequestId}")]
        private static partial void Refused(ILogger logger, string code, string reason, string operation, string requestId);

        [LoggerMessage(1002, LogLevel.Warning, "Failed: {Code} ({Reason}) at {Operation}, request {RequestId}")]
        private static partial void Failed(ILogger logger, string code, string reason, string operation, string requestId);
    }
}
