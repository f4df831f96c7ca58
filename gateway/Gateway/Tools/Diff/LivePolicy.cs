using System.Collections.Immutable;
using System.Text;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>
/// The policy that a running gateway enforces: <c>GET /config/text</c> on its admin listener hands out the text of its files. It is read
/// with the variables of this side: values, which may be secrets, do not travel.
/// </summary>
internal static class LivePolicy
{
    private const string Path = "/config/text";

    public static async Task<AdminAnswer<RoutesText>> ReadAsync(AdminClient gateway, CancellationToken cancellation)
    {
        var answer = await gateway.GetAsync<PolicyText>(Path, cancellation);
        var files = answer.Result?.Files.Select(file => new RoutesFileText(file.Name, Encoding.UTF8.GetBytes(file.Text)));
        return new AdminAnswer<RoutesText>(files is null ? null : new RoutesText([.. files]), answer.ExitCode, answer.Why);
    }

    private sealed record PolicyText(ImmutableArray<PolicyFile> Files);

    private sealed record PolicyFile(string Name, string Text);
}
