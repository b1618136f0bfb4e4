using System.IO.Compression;

namespace SegmentPipeline.Replicas;

/// <summary>The packed form of an answer: a byte with the version, then, compressed with zlib (which tells when it was damaged), the fields
/// one after the other.</summary>
/// <remarks>Numbers are variable in length, seven bits a byte, lowest first. A moment is its distance from the one before it, so that a
/// range usually takes nine bytes before it is compressed. Three bits of each range are its class; a class that is added later has
/// room.</remarks>
internal static class PackedAnswer
{
    private const byte Version = 1;
    private const int ClassBits = 3;

    internal static byte[] Pack(NodeAnswer answer)
    {
        var packed = new MemoryStream();
        packed.WriteByte(Version);
        using (var compressed = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            using var buffered = new BufferedStream(compressed, 32 * 1024);
            Write(new PackedWriter(buffered), answer);
        }

        return packed.ToArray();
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static NodeAnswer Unpack(ReadOnlyMemory<byte> packed, AnswerBounds bounds)
    {
        if (packed.IsEmpty) throw new FormatException("no answer of a node: it is empty");
        if (packed.Span[0] != Version)
            throw new FormatException($"an answer of the version {packed.Span[0]}; this program reads {Version}");
        try
        {
            using var bytes = new MemoryStream(packed[1..].ToArray(), writable: false);
            using var compressed = new ZLibStream(bytes, CompressionMode.Decompress);
            var reader = new PackedReader(compressed);
            var answer = Read(reader, bounds);
            reader.ReadEnd();
            return answer;
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"no answer of a node: {fault.Message}", fault);
        }
    }

    private static void Write(PackedWriter to, NodeAnswer answer)
    {
        to.WriteText(answer.Node);
        to.WriteText(answer.Archive);
        to.WriteText(answer.Run);
        to.WriteText(answer.Cause);
        to.WriteTruth(answer.AsOf is not null);
        to.WriteSigned(answer.AsOf?.UnixMicroseconds ?? 0);
        to.WriteNumber(answer.Settle.Ticks / TimeSpan.TicksPerMicrosecond);
        to.WriteTruth(answer.Answered);
        to.WriteTruth(answer.Complete);
        to.WriteNumber(answer.Streams.Count);
        foreach (var stream in answer.Streams) Write(to, stream);
    }

    private static void Write(PackedWriter to, StreamAnswer stream)
    {
        to.WriteText(stream.Stream.Channel);
        to.WriteText(stream.Stream.Quality);
        to.WriteTruth(stream.Window is not null);
        if (stream.Window is not { } window) return;
        to.WriteSigned(window.Start.UnixMicroseconds);
        to.WriteNumber(window.Microseconds);
        to.WriteNumber(stream.Spans.Count);
        var end = window.Start;
        foreach (var span in stream.Spans)
        {
            to.WriteNumber((span.Range.Start.MicrosecondsSince(end) << ClassBits) | (long)span.Class);
            to.WriteNumber(span.Range.Microseconds);
            end = span.Range.End;
        }
    }

    private static NodeAnswer Read(PackedReader from, AnswerBounds bounds)
    {
        var answer = new NodeAnswer
        {
            Node = from.ReadText() ?? throw new FormatException("the node has no name"),
            Archive = from.ReadText(),
            Run = from.ReadText(),
            Cause = from.ReadText(),
            AsOf = from.ReadTruth() ? new Timestamp(from.ReadSigned()) : PassedOver(from.ReadSigned()),
            Settle = TimeSpan.FromTicks(from.ReadNumber() * TimeSpan.TicksPerMicrosecond),
            Answered = from.ReadTruth(),
            Complete = from.ReadTruth(),
        };
        var count = from.ReadNumber();
        bounds.CheckStreams(count);
        var streams = new List<StreamAnswer>();
        var spans = 0L;
        for (var at = 0; at < count; at++)
        {
            var stream = ReadStream(from, bounds.MostSpans - spans);
            spans += stream.Spans.Count;
            streams.Add(stream);
        }

        return answer with { Streams = streams };
    }

    private static Timestamp? PassedOver(long value) => value == 0 ? null : throw new FormatException("a time that is not known has a value");

    private static StreamAnswer ReadStream(PackedReader from, long mostSpans)
    {
        var channel = from.ReadText() ?? "";
        var stream = new StreamId(channel, from.ReadText() ?? "");
        if (!from.ReadTruth()) return new StreamAnswer { Stream = stream };
        var start = new Timestamp(from.ReadSigned());
        var window = new TimeRange(start, start.AddMicroseconds(from.ReadNumber()));
        var count = from.ReadNumber();
        if (count > mostSpans) throw new FormatException("it has more ranges than are read");
        var spans = new List<AnswerSpan>();
        var end = start;
        for (var at = 0L; at < count; at++)
        {
            var first = from.ReadNumber();
            start = end.AddMicroseconds(first >> ClassBits);
            end = start.AddMicroseconds(from.ReadNumber());
            spans.Add(new AnswerSpan { Range = new TimeRange(start, end), Class = (CoverageClass)(first & ((1 << ClassBits) - 1)) });
        }

        return new StreamAnswer { Stream = stream, Window = window, Spans = spans };
    }
}
