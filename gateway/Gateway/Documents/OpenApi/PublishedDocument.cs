using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Documents.OpenApi.Fetching;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>
/// The document as it is sent: made once for a policy and what its services say, whatever address clients call the gateway by. The address
/// is put in when it is sent, so that nobody makes the gateway keep many.
/// </summary>
internal sealed partial class PublishedDocument(RoutesInForce routes, DocumentRefresh documents, ILogger<PublishedDocument> logger)
{
    private const string StandIn = "gateway:address";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock making = new();
    private Text? made;

    /// <param name="gateway">Where clients see the gateway.</param>
    public (byte[] Body, string ETag) For(string gateway)
    {
        var text = Current();
        var address = JsonEncodedText.Encode(gateway, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        byte[] body = [.. text.Before, .. address, .. text.After];
        return (body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 15))}\"");
    }

    private Text Current()
    {
        var (table, known) = (routes.Table, documents.Known);
        lock (making)
        {
            if (made is null || made.Table != table || made.Known != known)
            {
                made = Make(table, known);
            }

            return made;
        }
    }

    private Text Make(RouteTable table, KnownDocuments known)
    {
        var document = known.Describe(table, StandIn);
        foreach (var left in document.LeftOut)
        {
            LogLeftOut(logger, left.Operation.Id, left.Reason);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(document.Json, Json);
        var at = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(StandIn)); // before everything that anybody else wrote
        return new(table, known, body[..at], body[(at + StandIn.Length)..]);
    }

    [LoggerMessage(1602, LogLevel.Warning, "{Operation} is not in the OpenAPI document: {Reason}")]
    private static partial void LogLeftOut(ILogger logger, string operation, string reason);

    private sealed record Text(RouteTable Table, KnownDocuments Known, byte[] Before, byte[] After);
}
