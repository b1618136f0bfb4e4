namespace SegmentPipeline;

/// <summary>Puts the sections of one PID together, which may lie over several packets.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.4. Each whole section comes once, before the next payload is added.</remarks>
internal sealed class SectionAssembler
{
    private const int HeaderBytes = 3;
    private const int MostBytes = HeaderBytes + 0xFFF;
    private const byte Stuffing = 0xFF;

    private readonly byte[] _section = new byte[MostBytes];
    private int _length;
    private bool _isOpen;

    /// <summary>Forgets what has come so far.</summary>
    internal void Clear()
    {
        _length = 0;
        _isOpen = false;
    }

    /// <summary>Takes the payload of a packet.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="isStart">Whether a section starts in it.</param>
    /// <param name="take">Is given each section that is whole; the bytes are gone afterwards.</param>
    internal void Add(ReadOnlySpan<byte> payload, bool isStart, SectionTaker take)
    {
        if (!isStart)
        {
            Append(payload, take);
            return;
        }

        if (payload.IsEmpty) return;
        var first = 1 + payload[0];
        if (first > payload.Length)
        {
            Clear();
            return;
        }

        Append(payload[1..first], take);
        Clear();
        _isOpen = true;
        Append(payload[first..], take);
    }

    private void Append(ReadOnlySpan<byte> bytes, SectionTaker take)
    {
        while (_isOpen && !bytes.IsEmpty)
        {
            if (_length == 0 && bytes[0] == Stuffing)
            {
                Clear();
                return;
            }

            var part = Math.Min(Missing(), bytes.Length);
            bytes[..part].CopyTo(_section.AsSpan(_length));
            _length += part;
            bytes = bytes[part..];
            if (Missing() > 0) continue;
            take(_section.AsSpan(0, _length));
            _length = 0;
        }
    }

    /// <summary>How many bytes are missing of the header, or of the section.</summary>
    private int Missing() => _length < HeaderBytes
        ? HeaderBytes - _length
        : Math.Min(HeaderBytes + (((_section[1] & 0x0F) << 8) | _section[2]), MostBytes) - _length;
}

/// <summary>Takes a whole section, whose bytes are gone afterwards.</summary>
internal delegate void SectionTaker(ReadOnlySpan<byte> section);
