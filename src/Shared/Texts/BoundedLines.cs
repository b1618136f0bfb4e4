namespace SegmentPipeline;

/// <summary>Reads a stream line by line, and no more of it than it may have.</summary>
/// <param name="stream">The stream; it stays open.</param>
/// <param name="mostLineBytes">The longest line.</param>
/// <param name="mostBytes">The most bytes of all lines.</param>
internal sealed class BoundedLines(Stream stream, int mostLineBytes, long mostBytes)
{
    private byte[] _bytes = new byte[Math.Min(64 * 1024, mostLineBytes)];
    private int _start;
    private int _searched;
    private int _end;
    private long _read;
    private bool _isAtEnd;

    /// <summary>Number of the line that was read last, from 1 on.</summary>
    internal long Number { get; private set; }

    /// <summary>The next line without its end, until the next call; null behind the last.</summary>
    /// <exception cref="FormatException">A line, or all of them, are too long.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var line)) return line;
            if (_isAtEnd) return null;
            MakeRoom();
            var count = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isAtEnd = count == 0;
            _end += count;
            _read += count;
            if (_read > mostBytes) throw new FormatException($"it has more than {mostBytes} bytes");
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> line)
    {
        var at = _bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        var isLast = at < 0 && _isAtEnd && _end > _start;
        line = at >= 0 ? _bytes.AsMemory(_start, _searched + at - _start) : isLast ? _bytes.AsMemory(_start, _end - _start) : default;
        _searched = at >= 0 ? _searched + at + 1 : _end;
        if (at < 0 && !isLast) return false;
        _start = _searched;
        Number++;
        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start.._end).CopyTo(_bytes);
            (_searched, _end, _start) = (_searched - _start, _end - _start, 0);
        }

        if (_end < _bytes.Length) return;
        if (_bytes.Length >= mostLineBytes) throw new FormatException($"line {Number + 1} has more than {mostLineBytes} bytes");
        Array.Resize(ref _bytes, (int)Math.Min(2L * _bytes.Length, mostLineBytes));
    }
}
