using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Reads the fields of a packed answer. Takes no memory for what is only said to follow.</summary>
internal sealed class PackedReader(Stream stream)
{
    private const int MostBytesOfNumber = 9;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes = new byte[32 * 1024];
    private int _at;
    private int _end;

    /// <exception cref="FormatException">It is neither yes nor no.</exception>
    internal bool ReadTruth() => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw new FormatException("a yes or no is neither"),
    };

    /// <exception cref="FormatException">It is none, or larger than 63 bits.</exception>
    internal long ReadNumber()
    {
        var value = 0L;
        for (var at = 0; at < MostBytesOfNumber; at++)
        {
            var next = ReadByte();
            value |= (long)(next & 0x7F) << (7 * at);
            if (next < 0x80) return value;
        }

        throw new FormatException("a number is too large");
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal long ReadSigned()
    {
        var value = ReadNumber();
        return value % 2 == 0 ? value / 2 : -(value / 2) - 1;
    }

    /// <exception cref="FormatException">It is no UTF-8, or too long.</exception>
    internal string? ReadText()
    {
        var length = ReadNumber() - 1;
        if (length < 0) return null;
        if (length > 4L * AnswerRules.MostCharacters) throw new FormatException("a text is too long");
        var bytes = new byte[length];
        for (var at = 0; at < bytes.Length; at++) bytes[at] = ReadByte();
        return Strict.GetString(bytes);
    }

    /// <exception cref="FormatException">Something follows.</exception>
    internal void ReadEnd()
    {
        if (TryFill()) throw new FormatException("something stands behind it");
    }

    private byte ReadByte() => TryFill() ? _bytes[_at++] : throw new FormatException("it breaks off");

    private bool TryFill()
    {
        if (_at < _end) return true;
        (_at, _end) = (0, stream.Read(_bytes));
        return _end > 0;
    }
}
