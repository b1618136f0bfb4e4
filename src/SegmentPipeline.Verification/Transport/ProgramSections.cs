using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>The two sections that say what a stream consists of. A section that is damaged, of another table or not yet in force says
/// nothing.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.4.3 and §2.4.4.8.</remarks>
internal static class ProgramSections
{
    private const byte ProgramsTable = 0;
    private const byte StreamsTable = 2;
    private const int HeaderBytes = 8;
    private const int CheckBytes = 4;
    private const int ProgramBytes = 4;
    private const int StreamBytes = 5;
    private const int StreamsHeaderBytes = 12;

    /// <summary>Whether a section is a list of programs, in force.</summary>
    internal static bool IsPrograms(ReadOnlySpan<byte> section) => IsOf(ProgramsTable, HeaderBytes, section);

    /// <summary>The first program of a list; null if it names none.</summary>
    internal static (int Number, int Pid)? FirstProgram(ReadOnlySpan<byte> section)
    {
        var programs = section[HeaderBytes..^CheckBytes];
        for (; programs.Length >= ProgramBytes; programs = programs[ProgramBytes..])
        {
            var number = BinaryPrimitives.ReadUInt16BigEndian(programs);
            if (number != 0) return (number, PidAt(programs[2..]));
        }

        return null;
    }

    /// <summary>Whether a section is the list of streams of a program, in force.</summary>
    internal static bool IsStreams(ReadOnlySpan<byte> section, int number) =>
        IsOf(StreamsTable, StreamsHeaderBytes, section) && BinaryPrimitives.ReadUInt16BigEndian(section[3..]) == number;

    /// <summary>The PID that has the program's clock references.</summary>
    internal static int ClockPid(ReadOnlySpan<byte> section) => PidAt(section[HeaderBytes..]);

    /// <summary>Writes the streams of a program.</summary>
    /// <returns>How many.</returns>
    internal static int ReadStreams(ReadOnlySpan<byte> section, Span<ProgramStream> streams)
    {
        var about = Clip(section[StreamsHeaderBytes..^CheckBytes], LengthAt(section[(HeaderBytes + 2)..]));
        var registration = Descriptors.Registration(about);
        var rest = section[(StreamsHeaderBytes + about.Length)..^CheckBytes];
        var count = 0;
        while (rest.Length >= StreamBytes && count < streams.Length)
        {
            var descriptors = Clip(rest[StreamBytes..], LengthAt(rest[3..]));
            streams[count++] = new ProgramStream(PidAt(rest[1..]), StreamTypes.KindOf(rest[0], descriptors, registration));
            rest = rest[(StreamBytes + descriptors.Length)..];
        }

        return count;
    }

    private static bool IsOf(byte table, int headerBytes, ReadOnlySpan<byte> section) =>
        section.Length >= headerBytes + CheckBytes
        && section[0] == table
        && (section[1] & 0x80) != 0
        && (section[5] & 1) != 0
        && SectionCheck.IsRight(section);

    private static int PidAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x1FFF;

    private static int LengthAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x0FFF;

    private static ReadOnlySpan<byte> Clip(ReadOnlySpan<byte> bytes, int length) => bytes[..Math.Min(length, bytes.Length)];
}

/// <summary>A stream of a program.</summary>
internal readonly record struct ProgramStream(int Pid, StreamKind Kind);
