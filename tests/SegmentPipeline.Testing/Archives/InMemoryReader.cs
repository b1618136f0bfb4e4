using System.Collections.Concurrent;
using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>Serves an <see cref="ArchiveTree"/> as if it were a file system: counts what it is asked, can shuffle its listings, and
/// calls back before each answer, where a test may wait at a gate, throw or change the tree.</summary>
internal sealed class InMemoryReader(ArchiveTree tree) : IDirectoryReader
{
    /// <summary>Where the archive seems to lie.</summary>
    internal const string RootPath = "/in-memory/archive";

    private readonly ConcurrentDictionary<string, int> _listings = new();
    private readonly Lock _gate = new();
    private int _sizings;
    private long _waits;
    private int _listingNumber;

    /// <summary>Lists in an order that depends on this and on the number of the listing; null lists as laid out.</summary>
    internal int? ShuffleSeed { get; init; }

    /// <summary>Called before each listing with the path below the root (the root itself is empty) and its number, from zero.</summary>
    internal Action<string, int>? BeforeListing { get; init; }

    /// <summary>Called once a listing is there.</summary>
    internal Action? AfterListing { get; init; }

    /// <summary>Whether each question seems to make its thread wait.</summary>
    internal bool MakesWait { get; init; }

    /// <summary>Called before each sizing with the path below the root and its number, from zero.</summary>
    internal Action<string, int>? BeforeSizing { get; init; }

    /// <summary>Called after the fingerprint of a directory was asked for, with its path below the root.</summary>
    internal Action<string>? AfterFingerprint { get; init; }

    /// <summary>How often each directory was listed, by path below the root.</summary>
    internal IReadOnlyDictionary<string, int> Listings => _listings;

    /// <summary>How often any size was asked.</summary>
    internal int Sizings => _sizings;

    /// <summary>Whether every directory may be read.</summary>
    internal bool MayReadAll { get; init; }

    public bool MayRead(DirectoryPath directory) => MayReadAll;

    public ReadOutcome List(DirectoryPath directory, NameList names)
    {
        names.Clear();
        var path = BelowRoot(directory);
        _listings.AddOrUpdate(path, 1, (_, count) => count + 1);
        var number = Interlocked.Increment(ref _listingNumber) - 1;
        BeforeListing?.Invoke(path, number);
        try
        {
            return Answer(path, number, names);
        }
        finally
        {
            AfterListing?.Invoke();
        }
    }

    public ThreadWaits WaitsOfThread() => MakesWait ? new ThreadWaits(Interlocked.Add(ref _waits, 10), 0, 0) : default;

    private ReadOutcome Answer(string path, int number, NameList names)
    {
        lock (_gate)
        {
            var found = Find(path);
            if (found is null || found.GoneWhenListed) return ReadOutcome.Absent;
            if (found.Unreadable is { } cause) return ReadOutcome.Failed(cause);
            foreach (var entry in InListingOrder(found, number))
            {
                var offset = names.Add(entry.NameBytes, entry.Kind);
                if (entry.KindFault is { } untold) names.SetUntold(offset, untold);
            }

            return ReadOutcome.Done;
        }
    }

    public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes)
    {
        sizeBytes = 0;
        var path = BelowRoot(directory);
        var rawName = Encoding.Latin1.GetString(name);
        var number = Interlocked.Increment(ref _sizings) - 1;
        BeforeSizing?.Invoke($"{path}/{rawName}", number);
        lock (_gate)
        {
            var entry = Find(path)?.Find(rawName);
            if (entry is null || entry.Vanishes) return ReadOutcome.Absent;
            if (entry.SizeFault is { } cause) return ReadOutcome.Failed(cause);
            sizeBytes = entry.SizeBytes;
            return ReadOutcome.Done;
        }
    }

    public DirectoryFingerprint? FingerprintOf(DirectoryPath directory)
    {
        var path = BelowRoot(directory);
        DirectoryFingerprint? fingerprint = null;
        lock (_gate)
        {
            if (Find(path) is { GoneWhenListed: false, HasFingerprint: true } found)
                fingerprint = new DirectoryFingerprint
                {
                    Device = 1,
                    Inode = (ulong)found.GetHashCode(),
                    ModifiedSeconds = found.Version,
                    ModifiedNanoseconds = 0,
                    ChangedSeconds = found.Version,
                    ChangedNanoseconds = 0,
                };
        }

        AfterFingerprint?.Invoke(path);
        return fingerprint;
    }

    public IHeldDirectory Hold(DirectoryPath directory) => new Held(this, BelowRoot(directory));

    public IHeldDirectory Note(DirectoryPath directory) => Hold(directory);

    /// <summary>Changes the tree while no question is being answered.</summary>
    internal void Change(Action<ArchiveTree> change)
    {
        lock (_gate) change(tree);
    }

    private IEnumerable<TreeEntry> InListingOrder(TreeDirectory directory, int number)
    {
        if (ShuffleSeed is not { } seed) return directory.Entries;
        var entries = directory.Entries.ToArray();
        new Random(unchecked(seed * 397 ^ number)).Shuffle(entries);
        return entries;
    }

    private TreeDirectory? Find(string path)
    {
        var found = tree.Root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.Find(name)?.Directory;
            if (found is null) return null;
        }

        return found;
    }

    private static string BelowRoot(DirectoryPath directory)
    {
        var path = Encoding.Latin1.GetString(directory.Bytes);
        return path.StartsWith(RootPath, StringComparison.Ordinal)
            ? path[RootPath.Length..].TrimStart('/')
            : throw new InvalidOperationException($"'{path}' lies outside the archive");
    }

    /// <summary>A directory of the tree, by reference.</summary>
    private sealed class Held : IHeldDirectory
    {
        private readonly InMemoryReader _reader;
        private readonly string _path;
        private readonly TreeDirectory? _then;

        internal Held(InMemoryReader reader, string path)
        {
            _reader = reader;
            _path = path;
            _then = Find();
        }

        public bool IsCertain => true;

        public HeldState Ask()
        {
            var now = Find();
            return now == _then ? HeldState.Same : now is null ? HeldState.Absent : HeldState.Other;
        }

        public void Dispose()
        {
            // Nothing is open.
        }

        private TreeDirectory? Find()
        {
            lock (_reader._gate) return _reader.Find(_path);
        }
    }
}
