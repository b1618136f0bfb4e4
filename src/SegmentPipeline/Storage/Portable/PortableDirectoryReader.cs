using System.IO.Enumeration;
using System.Text;

namespace SegmentPipeline;

/// <summary>Reads directories through the platform's own enumeration, wherever there is no <c>getdents64</c>. Names that are not
/// UTF-8 arrive with replacement characters, and pipes, sockets and devices as files: the platform does not tell.</summary>
internal sealed class PortableDirectoryReader : IDirectoryReader
{
    private static readonly EnumerationOptions Everything = MakeOptions();

    private PortableDirectoryReader()
    {
    }

    internal static PortableDirectoryReader Instance { get; } = new();

    public ReadOutcome List(DirectoryPath directory, NameList names)
    {
        names.Clear();
        var outcome = Attempt(() =>
        {
            using var entries = new Entries(directory.Utf8, names);
            while (entries.MoveNext())
            {
                // The enumerator has put each entry into the names already.
            }
        });
        if (outcome.Status != ReadStatus.Done) names.Clear();
        return outcome;
    }

    public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes)
    {
        var path = Path.Combine(directory.Utf8, Encoding.UTF8.GetString(name));
        var length = 0L;
        var outcome = Attempt(() => length = new FileInfo(PortableEntry.Behind(path)).Length);
        sizeBytes = length;
        return outcome;
    }

    public DirectoryFingerprint? FingerprintOf(DirectoryPath directory)
    {
        var info = new DirectoryInfo(directory.Utf8);
        if (!info.Exists) return null;
        var modified = info.LastWriteTimeUtc.Ticks;
        return new DirectoryFingerprint
        {
            Device = 0,
            Inode = 0,
            ModifiedSeconds = modified / TimeSpan.TicksPerSecond,
            ModifiedNanoseconds = (uint)(modified % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick),
            ChangedSeconds = 0,
            ChangedNanoseconds = 0,
        };
    }

    public IHeldDirectory Hold(DirectoryPath directory) => new PortableHeldDirectory(directory);

    public IHeldDirectory Note(DirectoryPath directory) => new PortableHeldDirectory(directory);

    private static ReadOutcome Attempt(Action read)
    {
        try
        {
            read();
            return ReadOutcome.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PortableEntry.SaysNowhere(fault) ? ReadOutcome.Absent : ReadOutcome.Failed(fault.Message);
        }
    }

#pragma warning disable RS0030 // The one place that sets every property, so that the defaults do not matter.
    private static EnumerationOptions MakeOptions() => new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
        MatchType = MatchType.Simple,
        MatchCasing = MatchCasing.CaseSensitive,
    };
#pragma warning restore RS0030

    private sealed class Entries(string directory, NameList names) : FileSystemEnumerator<bool>(directory, Everything)
    {
        private readonly byte[] _utf8 = new byte[1024];

        protected override bool TransformEntry(ref FileSystemEntry entry)
        {
            var length = Encoding.UTF8.GetBytes(entry.FileName, _utf8);
            var offset = names.Add(_utf8.AsSpan(0, length), EntryKind.File);
            if (entry.FileName[0] == '.') return true;
            var kind = PortableEntry.KindOf(ref entry, out var cause);
            if (cause is not null) names.SetUntold(offset, cause);
            else if (kind != EntryKind.File) names.SetKind(offset, kind);
            return true;
        }
    }
}
