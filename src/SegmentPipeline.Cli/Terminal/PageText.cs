using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Text on its way to a stream, as UTF-8: lines lose the spaces at their ends, which tables leave there, and the text its empty
/// lines at the end. Holds a buffer, however long the text is.</summary>
internal sealed class PageText(Stream stream) : TextWriter
{
    private const int BufferLength = 8 * 1024;

    private readonly StringBuilder _spaces = new();
    private readonly char[] _buffer = new char[BufferLength];
    private readonly byte[] _bytes = new byte[3 * BufferLength + 4];
    private readonly Encoder _encoder = new UTF8Encoding(false).GetEncoder();
    private int _length;
    private int _emptyLines;

    public override Encoding Encoding => new UTF8Encoding(false);

    public override string NewLine => "\n";

    public override void Write(char value)
    {
        if (value == '\n')
        {
            _spaces.Clear();
            _emptyLines++;
        }
        else if (char.IsWhiteSpace(value))
        {
            _spaces.Append(value);
        }
        else
        {
            WriteHeldBack();
            Put(value);
        }
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        foreach (var letter in buffer) Write(letter);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <summary>Writes spaces.</summary>
    internal void WriteSpaces(int count) => _spaces.Append(' ', count);

    /// <summary>Ends the last line.</summary>
    internal void End()
    {
        Put('\n');
        Send(isEnd: true);
    }

    private void WriteHeldBack()
    {
        for (; _emptyLines > 0; _emptyLines--) Put('\n');
        if (_spaces.Length == 0) return;
        for (var i = 0; i < _spaces.Length; i++) Put(_spaces[i]);
        _spaces.Clear();
    }

    private void Put(char letter)
    {
        if (_length == _buffer.Length) Send(isEnd: false);
        _buffer[_length++] = letter;
    }

    private void Send(bool isEnd)
    {
        var bytes = _encoder.GetBytes(_buffer.AsSpan(0, _length), _bytes, isEnd);
        stream.Write(_bytes.AsSpan(0, bytes));
        _length = 0;
    }
}
