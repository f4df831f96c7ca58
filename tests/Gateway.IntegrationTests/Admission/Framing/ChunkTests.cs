namespace Gateway.IntegrationTests.Admission.Framing;

/// <summary>
/// A body is sent on as it comes: the service has the beginning of the request when its end turns out to be none. It may see that beginning
/// late, when the client has long been refused, so each case has a service of its own.
/// </summary>
public sealed class ChunkTests : IAsyncLifetime
{
    private readonly OpenApi api = new();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("g||body||0||||")]
    [InlineData("-4||body||0||||")]
    [InlineData("+4||body||0||||")]
    [InlineData("0x4||body||0||||")]
    [InlineData(" 4||body||0||||")]
    [InlineData("4<LF>body||0||||")]
    [InlineData("4<CR>body||0||||")]
    [InlineData("||body||0||||")]
    [InlineData("4||body<LF>0||||")]
    [InlineData("4||bodyX||0||||")]
    [InlineData("4||body0||||")]
    [InlineData("4;a<LF>b||body||0||||")]
    [InlineData("4;a<CR>b||body||0||||")]
    [InlineData("4;a=\"<LF>\"||body||0||||")]
    [InlineData("fffffffff||body||0||||")]
    [InlineData("ffffffffffffffffff||body||0||||")]
    [InlineData("00000000000000000004||body||0||||")]
    [InlineData("4||body||0<LF>||")]
    [InlineData("4||body||x||||")]
    [InlineData("4||body||0||X: y<LF>||||")]
    [InlineData("4||body||0||X||||")]
    [InlineData("4||body||0||X : y||||")]
    [InlineData("4||body||0||X: y<NUL>||||")]
    public async Task A_chunk_that_is_none_ends_the_connection(string chunks)
    {
        var statuses = await api.SendAsync("POST /api HTTP/1.1||Host: gateway||Transfer-Encoding: chunked||||" + chunks);
        Assert.InRange(statuses.Count, 0, 1);
        Assert.InRange(api.Seen.Count, 0, 1);
        Assert.DoesNotContain(api.Seen, seen => seen.Target == "/hidden");
    }
}
