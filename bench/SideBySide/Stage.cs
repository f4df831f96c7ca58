using Gateway.Testing;

namespace Gateway.SideBySide;

/// <summary>What all peers have around them: a folder, an issuer with its tokens, the service; and those peers that are running.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("side-by-side-");
    private readonly Dictionary<Peer, RunningPeer> running = [];
    private Issuer issuer = null!;

    public required Patience Patience { get; init; }

    public string IssuerUrl => issuer.Url;

    /// <summary>The file that says whom to believe that they are the issuer.</summary>
    public string IssuerCertificate => PathOf("issuer.pem");

    public string ServiceUrl => running[Peers.Service].Url;

    public RunningPeer Service => running[Peers.Service];

    public Tokens Rs256 { get; private set; } = null!;

    public Tokens Es256 { get; private set; } = null!;

    public Tokens Of(Algorithm algorithm) => algorithm == Algorithm.Rs256 ? Rs256 : Es256;

    /// <param name="tokens">How many of each algorithm.</param>
    public static async Task<Stage> SetAsync(Func<Algorithm, int> tokens, Patience patience, TextWriter progress)
    {
        var stage = new Stage { Patience = patience };
        // nginx and Apache read it as users that may do little.
        File.SetUnixFileMode(stage.folder.FullName, (UnixFileMode)0b111_101_101);
        stage.issuer = await Issuer.StartAsync();
        await File.WriteAllTextAsync(stage.IssuerCertificate, stage.issuer.Certificate);
        foreach (var algorithm in new[] { Algorithm.Rs256, Algorithm.Es256 })
        {
            var count = tokens(algorithm);
            await progress.WriteLineAsync($"Minting {count:N0} tokens, {algorithm.Name}");
            await algorithm.WriteAsync(stage.folder.FullName);
            var minted = await Tokens.MintAsync(stage.folder.FullName, algorithm, stage.IssuerUrl, count);
            _ = algorithm == Algorithm.Rs256 ? stage.Rs256 = minted : stage.Es256 = minted;
        }

        await File.WriteAllBytesAsync(stage.PathOf("mib"), new byte[1 << 20]);
        stage.running[Peers.Service] = await RunningPeer.StartAsync(Peers.Service, stage, Machine.LoadAndService);
        return stage;
    }

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    /// <summary>A configuration of <c>bench/peers</c>, with what is in @ replaced.</summary>
    public string Write(string template, Ports ports)
    {
        var text = File.ReadAllText(Repository.PathOf($"bench/peers/{template}"))
            .Replace("@folder@", folder.FullName, StringComparison.Ordinal)
            .Replace("@http@", $"{ports.Http}", StringComparison.Ordinal)
            .Replace("@http2@", $"{ports.Http2}", StringComparison.Ordinal)
            .Replace("@backend@", running.TryGetValue(Peers.Service, out var service) ? $"{service.Ports.Http}" : "", StringComparison.Ordinal)
            .Replace("@issuer@", IssuerUrl, StringComparison.Ordinal)
            .Replace("@audience@", TestIssuer.Audience, StringComparison.Ordinal)
            .Replace("@rsa-key-id@", Algorithm.Rs256.Key.KeyId, StringComparison.Ordinal)
            .Replace("@kib@", new string('x', 1024), StringComparison.Ordinal);
        var file = PathOf(template);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Running, checked for what it does and warmed up; those that run already stay.</summary>
    public async Task<IReadOnlyList<RunningPeer>> WithAsync(IReadOnlyList<Peer> peers, TextWriter progress)
    {
        List<RunningPeer> started = [];
        foreach (var peer in peers.Where(peer => !running.ContainsKey(peer)))
        {
            await progress.WriteLineAsync($"Starting {peer}");
            running[peer] = await RunningPeer.StartAsync(peer, this, Machine.Measured);
            started.Add(running[peer]);
            await FunctionCheck.RunAsync(running[peer], this);
        }

        await WarmUp.RunAsync(started, this);
        return [.. peers.Select(peer => running[peer])];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in running.Values.Reverse())
        {
            await peer.DisposeAsync();
        }

        await issuer.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
