using System.Buffers;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.IntegrationTests.Soak;

/// <summary>However large a body is, the gateway holds a piece of it. <c>bench/soak.sh</c> does it with 1 GiB.</summary>
public sealed class LargeBodyTests
{
    private const double GrowthMax = 50;
    private const int Piece = 64 * 1024;

    private static readonly long Bytes =
        1024L * 1024 * int.Parse(Environment.GetEnvironmentVariable("GATEWAY_SOAK_MEBIBYTES") ?? "256", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_upload_and_a_download_take_less_than_50_MiB()
    {
        await using var service = await LoopbackServer.StartAsync(app =>
        {
            app.MapPost("/", CountAsync);
            app.MapGet("/{bytes:long}", SendAsync);
        });
        using var gateway = await GatewayProcess.StartAsync($$"""
            { 'Version': 1, 'Apis': { 'files': { 'Prefix': '/files', 'Upstream': '{{service.Urls.First()}}', 'MaxBody': 'none', 'Operations': {
              'POST /': { 'Public': true, 'Why': 'test' }, 'GET /{bytes:long}': { 'Public': true, 'Why': 'test' } } } } }
            """);
        // What it needs for any body.
        await UploadAsync(gateway, 16 * Piece);
        await DownloadAsync(gateway, 16 * Piece);
        var before = gateway.MostMemory;

        await UploadAsync(gateway, Bytes);
        await DownloadAsync(gateway, Bytes);
        var grown = gateway.MostMemory - before;
        Assert.True(grown < GrowthMax, $"It has grown from {before:F0} by {grown:F0} MiB.");
    }

    private static async Task UploadAsync(GatewayProcess gateway, long bytes)
    {
        using var answer = await gateway.Client.PostAsync("/files", new Zeros(bytes));
        Assert.Equal((HttpStatusCode.OK, $"{bytes}"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static async Task DownloadAsync(GatewayProcess gateway, long bytes)
    {
        using var answer = await gateway.Client.GetAsync($"/files/{bytes}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(bytes, await LengthOfAsync(await answer.Content.ReadAsStreamAsync()));
    }

    private static async Task CountAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        await context.Response.WriteAsync($"{await LengthOfAsync(context.Request.Body)}");
    }

    private static Task SendAsync(HttpContext context, long bytes)
    {
        context.Response.ContentLength = bytes;
        return WriteZerosAsync(context.Response.Body, bytes);
    }

    private static async Task<long> LengthOfAsync(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        var length = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            length += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    private static async Task WriteZerosAsync(Stream stream, long bytes)
    {
        var zeros = new byte[Piece];
        for (; bytes > 0; bytes -= Piece)
        {
            await stream.WriteAsync(zeros.AsMemory(0, (int)Math.Min(Piece, bytes)));
        }
    }

    private sealed class Zeros(long bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteZerosAsync(stream, bytes);

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}
