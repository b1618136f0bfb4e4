using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>The raw entries of one directory, one after another as <c>getdents64</c> lays them out, so that on Linux nothing is copied.
/// Reused from directory to directory.</summary>
/// <remarks>They stand in chunks: the first grows to hold a usual hour, further ones are added behind it, so that the names of a huge
/// directory are never moved. No entry stands in two chunks.</remarks>
internal sealed class NameList
{
    /// <summary>What an entry with the name of a two-second segment takes.</summary>
    internal const int UsualEntryBytes = 96;

    private const int HeaderBytes = 19;
    private const int LengthOffset = 16;
    private const int KindOffset = 18;

#if DEBUG
    private const int FirstChunkBytes = 512;
    private const int ChunkShift = 15;
#else
    private const int FirstChunkBytes = 8 * 1024;
    private const int ChunkShift = 20;
#endif
    private const int ChunkBytes = 1 << ChunkShift;

    private readonly List<Chunk> _chunks = [new Chunk(0)];
    private readonly Dictionary<int, string> _causes = [];
    private Chunk _last;

    internal NameList() => _last = _chunks[0];

    /// <summary>Bytes of all entries, headers included.</summary>
    internal long ByteCount => ((long)(_chunks.Count - 1) << ChunkShift) + _last.Length;

    /// <summary>Whether the kind of an entry is not its own but that of what it leads to, which may change while no name does.</summary>
    internal bool HasLinks { get; set; }

    /// <summary>Forgets the entries. Of the chunks that one unusual directory has needed, the first is kept.</summary>
    internal void Clear()
    {
        if (_chunks.Count > 1) _chunks.RemoveRange(1, _chunks.Count - 1);
        _last = _chunks[0];
        _last.Length = 0;
        HasLinks = false;
        _causes.Clear();
    }

    /// <summary>Says how many bytes of entries will be added to an empty list, if they are fewer than a directory usually has: then it
    /// takes no more memory than they need.</summary>
    internal void Expect(int bytes)
    {
        if (_last.Bytes.Length == 0 && bytes < FirstChunkBytes) _last.Grow(bytes);
    }

    /// <summary>Room for a reader to write whole entries into, at least <paramref name="atLeast"/> bytes and at most a chunk.</summary>
    internal Span<byte> Room(int atLeast)
    {
        if (_last.Bytes.Length - _last.Length < atLeast) MakeRoom(atLeast);
        return _last.Bytes.AsSpan(_last.Length);
    }

    /// <summary>Takes what was written into <see cref="Room"/>.</summary>
    internal void Advance(int bytes) => _last.Length += bytes;

    /// <summary>Adds one entry; for those that do not get them from the kernel in this layout.</summary>
    /// <returns>Where its name begins.</returns>
    internal int Add(ReadOnlySpan<byte> name, EntryKind kind)
    {
        var size = (HeaderBytes + name.Length + 1 + 7) & ~7;
        var room = Room(size)[..size];
        room.Clear();
        MemoryMarshal.Write(room[LengthOffset..], (ushort)size);
        room[KindOffset] = (byte)kind;
        name.CopyTo(room[HeaderBytes..]);
        Advance(size);
        return OffsetOf(_chunks.Count - 1, _last.Length - size + HeaderBytes);
    }

    /// <summary>Whether any entry's kind is one that only a reader may leave behind.</summary>
    internal bool HasUnresolvedKinds()
    {
        foreach (var chunk in _chunks)
        {
            var bytes = chunk.Entries;
            for (var at = 0; at < bytes.Length; at += MemoryMarshal.Read<ushort>(bytes[(at + LengthOffset)..]))
            {
                if ((EntryKind)bytes[at + KindOffset] is EntryKind.Unknown or EntryKind.Link) return true;
            }
        }

        return false;
    }

    /// <summary>Says what the entry whose name begins at <paramref name="nameOffset"/> is.</summary>
    internal void SetKind(int nameOffset, EntryKind kind) =>
        _chunks[nameOffset >> ChunkShift].Bytes[(nameOffset & (ChunkBytes - 1)) - HeaderBytes + KindOffset] = (byte)kind;

    /// <summary>Says that what the entry is could not be asked, and why.</summary>
    internal void SetUntold(int nameOffset, string cause)
    {
        SetKind(nameOffset, EntryKind.Untold);
        _causes[nameOffset] = cause;
    }

    /// <summary>Why what an <see cref="EntryKind.Untold"/> entry is could not be asked.</summary>
    internal string CauseAt(int nameOffset) => _causes[nameOffset];

    /// <summary>The name at a place that an enumerator or a <see cref="SegmentEntry"/> told.</summary>
    internal ReadOnlySpan<byte> NameAt(int offset, int length) =>
        _chunks[offset >> ChunkShift].Bytes.AsSpan(offset & (ChunkBytes - 1), length);

    public Enumerator GetEnumerator() => new(this);

    private static int OffsetOf(int chunk, int at) => (chunk << ChunkShift) + at;

    private void MakeRoom(int atLeast)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atLeast, ChunkBytes);
        var grown = Math.Max(FirstChunkBytes, Math.Max(2 * _last.Bytes.Length, _last.Length + atLeast));
        if (_chunks.Count == 1 && grown <= ChunkBytes)
        {
            _last.Grow(grown);
            return;
        }

        if (_chunks.Count >= int.MaxValue >> ChunkShift) throw new IOException("the directory has more names than fit into 2 GB");
        _chunks.Add(_last = new Chunk(ChunkBytes));
    }

    /// <summary>Bytes are written before they are read, so they need not be zero.</summary>
    private sealed class Chunk(int size)
    {
        internal byte[] Bytes { get; private set; } = GC.AllocateUninitializedArray<byte>(size);

        internal int Length { get; set; }

        internal ReadOnlySpan<byte> Entries => Bytes.AsSpan(0, Length);

        internal void Grow(int size)
        {
            var grown = GC.AllocateUninitializedArray<byte>(size);
            Entries.CopyTo(grown);
            Bytes = grown;
        }
    }

    /// <summary>Goes from entry to entry, past <c>.</c> and <c>..</c>.</summary>
    internal ref struct Enumerator
    {
        private readonly List<Chunk> _chunks;
        private ReadOnlySpan<byte> _bytes;
        private int _chunk;
        private int _next;
        private int _name;

        internal Enumerator(NameList names)
        {
            _chunks = names._chunks;
            _bytes = _chunks[0].Entries;
        }

        public readonly Enumerator Current => this;

        /// <summary>Where the name begins, for <see cref="NameAt"/>.</summary>
        internal readonly int NameOffset => OffsetOf(_chunk, _name);

        internal int NameLength { get; private set; }

        /// <summary>The name, without its NUL.</summary>
        internal readonly ReadOnlySpan<byte> Name => _bytes.Slice(_name, NameLength);

        internal readonly EntryKind Kind => (EntryKind)_bytes[_name - HeaderBytes + KindOffset];

        public bool MoveNext()
        {
            while (_next < _bytes.Length || MoveToNextChunk())
            {
                var entry = _bytes[_next..];
                var size = MemoryMarshal.Read<ushort>(entry[LengthOffset..]);

                // The name's NUL lies in the last eight bytes; what follows it there is not defined.
                var tail = Math.Max(HeaderBytes, size - 8);
                _name = _next + HeaderBytes;
                NameLength = tail + entry[tail..size].IndexOf((byte)0) - HeaderBytes;
                _next += size;
                if (!IsDotOrDotDot(Name)) return true;
            }

            return false;
        }

        private bool MoveToNextChunk()
        {
            if (_chunk + 1 == _chunks.Count) return false;
            _bytes = _chunks[++_chunk].Entries;
            _next = 0;
            return !_bytes.IsEmpty;
        }

        private static bool IsDotOrDotDot(ReadOnlySpan<byte> name) =>
            name.Length <= 2 && name[0] == '.' && name[^1] == '.';
    }
}
