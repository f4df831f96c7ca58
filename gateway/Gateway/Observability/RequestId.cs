using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gateway.Observability;

/// <summary>
/// One name for a request, everywhere: in <c>Request-Id</c> of its answer and of what its service receives, in a problem document, in the log
/// and in the decisions. A client may choose it, if what it writes is harmless wherever it is read; else it is made up here.
/// </summary>
internal static partial class RequestId
{
    public const string Field = "Request-Id";

    /// <summary>What many clients call it.</summary>
    public const string OlderField = "X-Request-Id";

    public const int LengthMax = 64;

    private const int Digits = 16;

    /// <summary>What sets the ids of this process apart from those of all others.</summary>
    private static readonly string Process = RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    private static long made;

    /// <summary>Outermost: what goes wrong further in has it already.</summary>
    public static void UseRequestIds(this WebApplication app) => app.Use((context, next) =>
    {
        context.TraceIdentifier = Chosen(context.Request.Headers) ?? Next();
        context.Response.OnStarting(WriteAsync, context);
        return next(context);
    });

    private static string? Chosen(IHeaderDictionary headers) =>
        headers[Field] is [{ } own] && Form.IsMatch(own) ? own
        : headers[OlderField] is [{ } older] && Form.IsMatch(older) ? older
        : null;

    /// <summary>It need not be hard to guess, only be unique: clients may choose their own.</summary>
    private static string Next() => string.Create(2 * Digits, Interlocked.Increment(ref made), static (id, number) =>
    {
        Process.CopyTo(id);
        number.TryFormat(id[Digits..], out _, "x16", CultureInfo.InvariantCulture);
    });

    private static Task WriteAsync(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers[Field] = context.TraceIdentifier;
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{8,64}\z")]
    private static partial Regex Form { get; }
}
