using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>A process and all below it, as <c>/proc</c> knows them. nginx and Apache do their work in children.</summary>
internal static class ProcessTree
{
    /// <summary>In user and in kernel mode.</summary>
    public static TimeSpan ProcessorTime(int root) => Machine.Tick * Of(root).Sum(id => Field(id, 13) + Field(id, 14));

    /// <summary>Of this process, and of those of its children that have ended.</summary>
    public static TimeSpan OwnProcessorTime => Machine.Tick * Enumerable.Range(13, 4).Sum(index => Field(Environment.ProcessId, index));

    public static double ResidentMiB(int root) => Of(root).Sum(Resident) / 1024.0;

    private static List<int> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(id => (int)Field(id, 3));
        List<int> tree = [root];
        for (var next = 0; next < tree.Count; next++)
        {
            tree.AddRange(children[tree[next]]);
        }

        return tree;
    }

    /// <summary>Of <c>/proc/ID/stat</c>, counted from 0; 0 when the process has gone meanwhile.</summary>
    private static long Field(int id, int index)
    {
        try
        {
            // The name, in parentheses, may have spaces in it.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[index - 2], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long Resident(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
