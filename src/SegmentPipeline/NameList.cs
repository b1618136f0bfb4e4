using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>The raw entries of one directory, one after another in one buffer, laid out as <c>getdents64</c> writes them, so that
/// on Linux nothing is copied. Reused from directory to directory.</summary>
internal sealed class NameList
{
    /// <summary>What an entry with the name of a two-second segment takes.</summary>
    internal const int UsualEntryBytes = 96;

    private const int HeaderBytes = 19;
    private const int LengthOffset = 16;
    private const int KindOffset = 18;

#if DEBUG
    private const int FirstBufferBytes = 512;
#else
    private const int FirstBufferBytes = 256 * 1024;
#endif

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _length;

    /// <summary>All bytes, entries and their headers; <see cref="SegmentEntry.NameOffset"/> points into it.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether the kind of an entry is not its own but that of what it leads to, which may change while no name does.</summary>
    internal bool HasLinks { get; set; }

    internal void Clear()
    {
        _length = 0;
        HasLinks = false;
    }

    /// <summary>Gives back a buffer that one unusual directory has blown up.</summary>
    internal void Shrink(int mostBytes)
    {
        if (_buffer.Length > mostBytes) _buffer = new byte[FirstBufferBytes];
        Clear();
    }

    /// <summary>Room for a reader to write whole entries into, at least <paramref name="atLeast"/> bytes.</summary>
    internal Span<byte> Room(int atLeast)
    {
        if (_buffer.Length - _length < atLeast) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + atLeast));
        return _buffer.AsSpan(_length);
    }

    /// <summary>Takes what was written into <see cref="Room"/>.</summary>
    internal void Advance(int bytes) => _length += bytes;

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
        return _length - size + HeaderBytes;
    }

    /// <summary>Whether any entry's kind is one that only a reader may leave behind.</summary>
    internal bool HasUnresolvedKinds()
    {
        var bytes = Bytes;
        for (var at = 0; at < bytes.Length; at += MemoryMarshal.Read<ushort>(bytes[(at + LengthOffset)..]))
        {
            if ((EntryKind)bytes[at + KindOffset] is EntryKind.Unknown or EntryKind.Link) return true;
        }

        return false;
    }

    /// <summary>Says what the entry whose name begins at <paramref name="nameOffset"/> is.</summary>
    internal void SetKind(int nameOffset, EntryKind kind) => _buffer[nameOffset - HeaderBytes + KindOffset] = (byte)kind;

    /// <summary>The name at a place that an enumerator or a <see cref="SegmentEntry"/> told.</summary>
    internal ReadOnlySpan<byte> NameAt(int offset, int length) => _buffer.AsSpan(offset, length);

    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes from entry to entry, past <c>.</c> and <c>..</c>.</summary>
    internal ref struct Enumerator(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _next;

        public readonly Enumerator Current => this;

        /// <summary>Where the name begins in <see cref="Bytes"/>.</summary>
        internal int NameOffset { get; private set; }

        internal int NameLength { get; private set; }

        /// <summary>The name, without its NUL.</summary>
        internal readonly ReadOnlySpan<byte> Name => _bytes.Slice(NameOffset, NameLength);

        internal readonly EntryKind Kind => (EntryKind)_bytes[NameOffset - HeaderBytes + KindOffset];

        public bool MoveNext()
        {
            while (_next < _bytes.Length)
            {
                var entry = _bytes[_next..];
                var size = MemoryMarshal.Read<ushort>(entry[LengthOffset..]);

                // The name's NUL lies in the last eight bytes; what follows it there is not defined.
                var tail = Math.Max(HeaderBytes, size - 8);
                NameOffset = _next + HeaderBytes;
                NameLength = tail + entry[tail..size].IndexOf((byte)0) - HeaderBytes;
                _next += size;
                if (!IsDotOrDotDot(Name)) return true;
            }

            return false;
        }

        private static bool IsDotOrDotDot(ReadOnlySpan<byte> name) =>
            name.Length <= 2 && name[0] == '.' && name[^1] == '.';
    }
}
