using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Keeps the excuses of the archives of <see cref="ServeOptions"/>, each archive's in a file beside its ledger, from which its next
/// audit takes them. A singleton of the host; the file may be changed by hand as well.</summary>
/// <remarks>The file is one that <c>pipeline audit --expect</c> reads. It gets its name when it is whole, and is gone when the last excuse
/// is. Disks are read and written; whoever must not wait asks on a thread of his own.</remarks>
public sealed class ArchiveExcuses
{
    /// <summary>How many an archive has at most.</summary>
    /// <value>500.</value>
    public const int Most = 500;

    private readonly Lock _lock = new();
    private readonly IOptions<ServeOptions> _options;

    internal ArchiveExcuses(IOptions<ServeOptions> options) => _options = options;

    /// <summary>All of an archive, by their start.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <exception cref="AuditFailedException">They cannot be read.</exception>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    public IReadOnlyList<Excuse> Read(string name)
    {
        lock (_lock) return Read(ArchiveOf(name));
    }

    /// <summary>Adds one. It takes the place of one of the same stream and range, and where there is no other place, of those that have run
    /// out.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="excuse">The excuse; <see cref="Excuse.FindFault"/> finds none with it.</param>
    /// <returns>False if there are <see cref="Most"/> already.</returns>
    /// <exception cref="AuditFailedException">They cannot be read or written.</exception>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    public bool TryAdd(string name, Excuse excuse)
    {
        ArgumentNullException.ThrowIfNull(excuse);
        lock (_lock)
        {
            var archive = ArchiveOf(name);
            var others = Read(archive).Where(one => one.Id != excuse.Id).ToList();
            if (others.Count >= Most) others.RemoveAll(one => one.Until <= excuse.Given);
            if (others.Count >= Most) return false;
            Write(archive, [.. others, excuse]);
            return true;
        }
    }

    /// <summary>Takes one back.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="id">Its <see cref="Excuse.Id"/>.</param>
    /// <returns>False if there is none.</returns>
    /// <exception cref="AuditFailedException">They cannot be read or written.</exception>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    public bool TryRemove(string name, string id)
    {
        lock (_lock)
        {
            var archive = ArchiveOf(name);
            var all = Read(archive);
            var others = all.Where(one => one.Id != id).ToList();
            if (others.Count == all.Count) return false;
            Write(archive, others);
            return true;
        }
    }

    private ScheduledArchive ArchiveOf(string name) => _options.Value.Archives.FirstOrDefault(archive => archive.Name == name)
        ?? throw new ArgumentException($"there is no archive '{name}'", nameof(name));

    private static List<Excuse> Read(ScheduledArchive archive)
    {
        if (!File.Exists(archive.ExcusesPath)) return [];
        return [.. ExcuseFile.Read(archive.ExcusesPath)
            .OrderBy(one => one.Range.Start).ThenBy(one => one.Stream).ThenBy(one => one.Range.End)];
    }

    /// <exception cref="AuditFailedException">They cannot be written.</exception>
    private static void Write(ScheduledArchive archive, List<Excuse> excuses)
    {
        var path = archive.ExcusesPath;
        try
        {
            if (excuses.Count == 0)
            {
                File.Delete(path);
                return;
            }

            using var file = AtomicFile.Open(path);
            ExcuseFile.Write(file.Stream, excuses);
            file.Commit();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new AuditFailedException($"cannot write the excuses to {path}: {cause.Message}", cause);
        }
    }
}
