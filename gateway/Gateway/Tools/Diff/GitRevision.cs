using System.ComponentModel;
using System.Diagnostics;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>
/// A routes file as it was at a revision of the repository that it is in. What git has of it and of the files that belong to it is laid out
/// in a folder of its own, so that reading it is reading a file.
/// </summary>
internal static class GitRevision
{
    /// <summary>The text, or a sentence that says why there is none.</summary>
    public static async Task<(RoutesText? Text, string? Why)> ReadAsync(
        string revision, string file, RoutesEnvironment environment, CancellationToken cancellation)
    {
        var isDirectory = Directory.Exists(file);
        var directory = isDirectory ? file : Path.GetDirectoryName(Path.GetFullPath(file))!;
        var git = new Git(directory);
        try
        {
            // Resolved first: whatever a revision is called, it cannot be taken for an option afterwards.
            var commit = await git.TextAsync(["rev-parse", "--verify", "--end-of-options", $"{revision}^{{commit}}"], cancellation);
            var listed = await git.TextAsync(["ls-tree", "-z", "--name-only", commit.Trim(), "./"], cancellation);
            var names = listed.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(name => isDirectory ? name.EndsWith(".json", StringComparison.Ordinal) : BelongsTo(name, Path.GetFileName(file)))
                .ToList();
            if (!isDirectory && !names.Contains(Path.GetFileName(file)))
            {
                return (null, $"{file} is not there at git revision {revision}.");
            }

            var copy = Directory.CreateTempSubdirectory("gateway-diff-").FullName;
            try
            {
                foreach (var name in names)
                {
                    var content = await git.RunAsync(["show", $"{commit.Trim()}:./{name}"], cancellation);
                    await File.WriteAllBytesAsync(Path.Combine(copy, name), content, cancellation);
                }

                var folder = isDirectory ? file : Path.GetDirectoryName(file)!;
                return Load(
                    isDirectory ? copy : Path.Combine(copy, Path.GetFileName(file)),
                    environment,
                    path => $"{revision}:{Path.Combine(folder, Path.GetRelativePath(copy, path))}");
            }
            finally
            {
                Directory.Delete(copy, recursive: true);
            }
        }
        catch (GitFailure failure)
        {
            return (null, $"git:{revision} cannot be read: {failure.Message}");
        }
    }

    /// <param name="named">The name of a file in messages, by its place in the copy.</param>
    private static (RoutesText? Text, string? Why) Load(string path, RoutesEnvironment environment, Func<string, string> named)
    {
        var mistakes = new MistakeList(path);
        var text = RoutesText.Load(path, environment, mistakes);
        return text is null
            ? (null, string.Join('\n', mistakes.InOrder().Select(mistake => mistake with { File = named(mistake.File) })))
            : (new RoutesText([.. text.Files.Select(file => file with { Name = named(file.Name) })]), null);
    }

    /// <summary>The file itself, or an overlay of it.</summary>
    private static bool BelongsTo(string name, string file) => name == file || OverlayName.IsOf(name, file);

    private sealed class GitFailure(string message) : Exception(message);

    /// <summary>The program, in a directory of a repository.</summary>
    private sealed class Git(string directory)
    {
        public async Task<string> TextAsync(string[] arguments, CancellationToken cancellation) =>
            System.Text.Encoding.UTF8.GetString(await RunAsync(arguments, cancellation));

        public async Task<byte[]> RunAsync(string[] arguments, CancellationToken cancellation)
        {
            using var process = Start(arguments);
            using var output = new MemoryStream();
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output.ToArray() : throw new GitFailure((await error).Trim());
        }

        private Process Start(string[] arguments)
        {
            try
            {
                return Process.Start(new ProcessStartInfo("git", ["-C", directory, .. arguments])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            }
            catch (Win32Exception)
            {
                throw new GitFailure("there is no git program to ask; install it, or name a file.");
            }
        }
    }
}
