using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Gateway.Documents.DocsPage;

/// <summary>One file that the page is made of, kept compressed in the assembly or as it is; browsers ask again and are told 304.</summary>
internal sealed class DocsAsset
{
    private readonly string contentType;
    private readonly byte[] stored;
    private readonly bool compressed;
    private readonly string tag;

    /// <param name="resource">Its name in the assembly; one that ends in <c>.gz</c> is compressed.</param>
    public DocsAsset(string resource, string contentType)
    {
        this.contentType = contentType;
        compressed = resource.EndsWith(".gz", StringComparison.Ordinal);
        using var stream = typeof(DocsAsset).Assembly.GetManifestResourceStream(resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        stored = bytes.ToArray();
        tag = Convert.ToHexStringLower(SHA256.HashData(stored).AsSpan(0, 12));
    }

    public IResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!compressed)
        {
            return Results.Bytes(stored, contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
        }

        if (!TakesGzip(context.Request))
        {
            return Results.Stream(
                new GZipStream(new MemoryStream(stored), CompressionMode.Decompress), contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
        }

        headers.ContentEncoding = "gzip";
        return Results.Bytes(stored, contentType, entityTag: new EntityTagHeaderValue($"\"{tag}-gzip\""));
    }

    private static bool TakesGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(
        coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is null or > 0);
}
