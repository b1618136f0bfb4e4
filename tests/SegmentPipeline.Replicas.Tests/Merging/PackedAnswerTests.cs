using System.IO.Compression;
using System.Text.Json;
using Bogus;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>A packed answer comes back as it was, takes few bytes, and what is none is refused without taking memory for what it
/// claims.</summary>
internal sealed class PackedAnswerTests
{
    private const int BytesAnHour = 1000;

    private static readonly Timestamp Zero = Timestamp.Parse("2026-03-28T22");

    [Test]
    public void Unpack_OfPackedAnswers_GivesTheSame()
    {
        foreach (var seed in Seeds.InARow(500))
        {
            foreach (var answer in FakedFleet.Make(seed).Nodes.Select(node => node.ToAnswer() with { Archive = "main", Run = $"{seed}" }))
            {
                var again = NodeAnswer.Unpack(answer.Pack());

                Assert.That(Text(again), Is.EqualTo(Text(answer)), $"seed {seed}");
                Assert.That(again.Pack(), Is.EqualTo(answer.Pack()), $"seed {seed}");
            }
        }
    }

    /// <summary>However irregular the ranges are, as long as an hour has a hundred of them.</summary>
    [TestCase(8, 100)]
    [TestCase(100, BytesAnHour)]
    public void Pack_OfSoManyRangesAnHour_TakesAtMostSoManyBytesAnHour(int ranges, int bytes)
    {
        const int hours = 200;
        var answer = Irregular(new Randomizer(1), hours, ranges, step: 1);

        Assert.That(answer.Pack(), Has.Length.LessThan(bytes * hours));
    }

    /// <summary>A stream whose every second segment of two seconds is missing now and then: 900 ranges an hour.</summary>
    [Test]
    public void Pack_OfEverySecondSegmentMissing_TakesLessThanOneKilobyteAnHour()
    {
        const int hours = 50;
        var answer = Irregular(new Randomizer(1), hours, 900, step: 2_000_000);

        Assert.That(answer.Pack(), Has.Length.LessThan(BytesAnHour * hours));
    }

    [Test]
    public void Pack_OfAnAnswerThatContradictsItself_IsRefused() =>
        Assert.That(
            () => new NodeAnswer { Node = "", Complete = true }.Pack(),
            Throws.InvalidOperationException.With.Message.Contains("no name"));

    [Test]
    public void Unpack_OfNothing_IsRefused() => Assert.That(() => NodeAnswer.Unpack(Array.Empty<byte>()), Throws.TypeOf<FormatException>());

    [Test]
    public void Unpack_OfAnotherVersion_SaysSo()
    {
        var packed = Small().Pack();
        packed[0] = 2;

        Assert.That(() => NodeAnswer.Unpack(packed), Throws.TypeOf<FormatException>().With.Message.Contains("version 2"));
    }

    [Test]
    public void Unpack_OfAnyByteChangedOrCutOff_IsRefused()
    {
        var packed = Irregular(new Randomizer(3), hours: 2, ranges: 5, step: 1).Pack();
        var whole = TextOrNull(packed);
        var refused = 0;
        for (var at = 0; at < packed.Length; at++)
        {
            var wrong = packed.ToArray();
            wrong[at] ^= 0x10;

            // A bit of how it is packed may change nothing of what is in it, and what only says that nothing more comes may be missing.
            if (TextOrNull(wrong) is { } changed) Assert.That(changed, Is.EqualTo(whole), $"byte {at}");
            else refused++;
            if (TextOrNull(packed[..at]) is { } cut) Assert.That(cut, Is.EqualTo(whole), $"cut off before byte {at}");
            else refused++;
        }

        Assert.That(refused, Is.GreaterThan(2 * packed.Length - 20));
    }

    /// <summary>A gigabyte of zeros is a megabyte packed.</summary>
    [TestCase((byte)0)]
    [TestCase((byte)1)]
    [TestCase((byte)0x80)]
    public void Unpack_OfAGigabyteOfOneByte_StopsEarly(byte value)
    {
        var packed = Compressed(stream =>
        {
            Array.Fill(Buffer, value);
            for (var at = 0; at < 1024; at++) stream.Write(Buffer);
        });
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => NodeAnswer.Unpack(packed), Throws.TypeOf<FormatException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(20_000_000));
    }

    [TestCase(long.MaxValue, 0, "streams")]
    [TestCase(1, long.MaxValue, "more ranges")]
    [TestCase(1, 4_000_001, "more ranges")]
    [TestCase(1, 4_000_000, "breaks off")]
    public void Unpack_OfHugeCounts_TakesNoMemoryForThem(long streams, long ranges, string words)
    {
        var packed = Compressed(stream =>
        {
            var to = new PackedWriter(stream);
            WriteHead(to, streams);
            if (streams == 1) WriteStream(to, ranges);
        });
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => NodeAnswer.Unpack(packed), Throws.TypeOf<FormatException>().With.Message.Contains(words));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
    }

    [TestCase(10_000_001, 0, 5, 3, "version")]
    [TestCase(0, 8, 5, 3, "outside its window")]
    [TestCase(0, 0, 0, 3, "empty")]
    [TestCase(0, 0, 5, 0, "class")]
    [TestCase(0, 0, 5, 6, "class")]
    [TestCase(0, long.MaxValue >> 3, 5, 3, "")]
    public void Unpack_OfARangeThatBreaksARule_IsRefused(int version, long gap, long length, int @class, string words)
    {
        var packed = Compressed(stream =>
        {
            var to = new PackedWriter(stream);
            WriteHead(to, streams: 1);
            WriteStream(to, ranges: 1);
            to.WriteNumber((gap << 3) | (long)@class);
            to.WriteNumber(length);
        });
        if (version > 0) packed[0] = 9;

        Assert.That(() => NodeAnswer.Unpack(packed), Throws.TypeOf<FormatException>().With.Message.Contains(words));
    }

    private static byte[] Buffer { get; } = new byte[1024 * 1024];

    private static string? TextOrNull(byte[] packed)
    {
        try
        {
            return Text(NodeAnswer.Unpack(packed));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Compressed(Action<Stream> write)
    {
        var packed = new MemoryStream();
        packed.WriteByte(1);
        using (var compressed = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) write(compressed);
        return packed.ToArray();
    }

    private static void WriteHead(PackedWriter to, long streams)
    {
        to.WriteText("n1");
        for (var at = 0; at < 3; at++) to.WriteText(null);
        to.WriteTruth(false);
        to.WriteSigned(0);
        to.WriteNumber(0);
        to.WriteTruth(true);
        to.WriteTruth(true);
        to.WriteNumber(streams);
    }

    private static void WriteStream(PackedWriter to, long ranges)
    {
        to.WriteText("a");
        to.WriteText("q");
        to.WriteTruth(true);
        to.WriteSigned(Zero.UnixMicroseconds);
        to.WriteNumber(10);
        to.WriteNumber(ranges);
    }

    private static NodeAnswer Small() => Irregular(new Randomizer(1), hours: 1, ranges: 1, step: 1);

    /// <summary>An answer of one stream whose ranges have lengths and distances of any number of steps.</summary>
    private static NodeAnswer Irregular(Randomizer random, int hours, int ranges, long step)
    {
        var share = Timestamp.MicrosecondsPerHour / ranges / 2;
        var spans = new List<AnswerSpan>();
        var at = Zero;
        for (var count = hours * ranges; count > 0; count--)
        {
            var start = at.AddMicroseconds(random.Long(0, share / step) * step);
            at = start.AddMicroseconds(random.Long(1, share / step) * step);
            var @class = random.Bool(0.8f) ? CoverageClass.Missing : CoverageClass.Suspect;
            spans.Add(new AnswerSpan { Range = new TimeRange(start, at), Class = @class });
        }

        var window = new TimeRange(Zero, Zero.AddMicroseconds(hours * Timestamp.MicrosecondsPerHour));
        var stream = new StreamAnswer { Stream = new StreamId("desertbus", "source"), Window = window, Spans = spans };
        return new NodeAnswer { Node = "n1", Complete = true, AsOf = window.End, Streams = [stream] };
    }

    private static string Text(NodeAnswer answer) => JsonSerializer.Serialize(answer);
}
