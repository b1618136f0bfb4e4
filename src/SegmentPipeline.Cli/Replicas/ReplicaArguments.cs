using System.CommandLine;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>A replica as it was named: nothing of it has been opened.</summary>
internal readonly record struct NamedReplica(string Name, string Location);

/// <summary>The options <c>--replica NAME=URL|PATH</c> and <c>--replicas FILE</c>.</summary>
internal sealed class ReplicaArguments
{
    private const long MostFileBytes = 1024 * 1024;

    private readonly Option<string[]> _replica = new("--replica")
    {
        HelpName = "NAME=URL|PATH",
        Description = "Another copy of the archive: a node's address or a directory. May be repeated.",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _replicas = new("--replicas")
    {
        HelpName = "FILE",
        Description = "A list of copies, NAME URL a line, # before what is none; as backfillers have it.",
    };

    internal ReplicaArguments(Command command)
    {
        command.Add(_replica);
        command.Add(_replicas);
    }

    /// <summary>The replicas that were named, one at least, in their order; each name once.</summary>
    internal IReadOnlyList<NamedReplica> Read(ParseResult parsed, Surroundings surroundings, List<string> faults)
    {
        var named = ReadAny(parsed, surroundings, faults);
        if (named.Count == 0 && faults.Count == 0) faults.Add("no copy is named: write --replica NAME=URL or NAME=PATH");
        return named;
    }

    /// <summary>The replicas that were named, if any were.</summary>
    internal IReadOnlyList<NamedReplica> ReadAny(ParseResult parsed, Surroundings surroundings, List<string> faults)
    {
        var named = new List<NamedReplica>();
        foreach (var text in parsed.GetValue(_replica) ?? [])
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == text.Length - 1) faults.Add($"{_replica.Name}: '{text}' is not NAME=URL or NAME=PATH");
            else Add(named, new NamedReplica(text[..at], text[(at + 1)..]), _replica.Name, faults);
        }

        if (parsed.GetValue(_replicas) is { } file) ReadFile(file, surroundings, named, faults);
        return named;
    }

    /// <summary>Opens a replica.</summary>
    internal static Replica Open(NamedReplica replica, Surroundings surroundings, TimeSpan tolerance) =>
        new() { Name = replica.Name, Archive = surroundings.OpenNamed(replica.Location, tolerance) };

    /// <summary>Says of each copy that is the archive itself that it is: such a copy lacks and has nothing, and looks like a good
    /// one.</summary>
    internal static void TellOfSame(SegmentArchive archive, IEnumerable<Replica> replicas, TextWriter error)
    {
        foreach (var replica in replicas)
        {
            if (archive.IsRemote == replica.Archive.IsRemote && PlaceOf(archive) == PlaceOf(replica.Archive))
                error.WriteLine($"pipeline: the copy '{VisibleText.MakeVisible(replica.Name)}' is the archive itself");
        }
    }

    private static string PlaceOf(SegmentArchive archive)
    {
        if (archive.IsRemote) return archive.Root;
        try
        {
            return new DirectoryInfo(archive.Root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? archive.Root;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return archive.Root;
        }
    }

    private void ReadFile(string file, Surroundings surroundings, List<NamedReplica> named, List<string> faults)
    {
        try
        {
            var path = Path.GetFullPath(file, surroundings.Directory);
            if (new FileInfo(path).Length > MostFileBytes) throw new IOException("it is too large to be a list of copies");
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                var words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0) continue;
                if (words.Length == 2) Add(named, new NamedReplica(words[0], words[1]), $"{_replicas.Name}, line {number}", faults);
                else faults.Add($"{_replicas.Name}, line {number}: '{line.Trim()}' is not NAME URL");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"{_replicas.Name}: cannot read {file}: {fault.Message}");
        }
    }

    private static void Add(List<NamedReplica> named, NamedReplica replica, string where, List<string> faults)
    {
        if (HttpArchive.IsAddress(replica.Location) && HttpArchive.FaultOf(replica.Location) is { } fault) faults.Add($"{where}: {fault}");
        else if (named.Exists(other => other.Name == replica.Name)) faults.Add($"{where}: two copies are called '{replica.Name}'");
        else named.Add(replica);
    }
}
