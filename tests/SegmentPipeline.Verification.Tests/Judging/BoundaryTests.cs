using System.Text;
using SegmentPipeline.Verification.Tests.Streams;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>The limits of the rules, in pairs: what is just right and what is just wrong.</summary>
internal sealed class BoundaryTests
{
    private JudgedFiles _files = null!;

    [SetUp]
    public void MakeFiles() => _files = new JudgedFiles();

    [TearDown]
    public void RemoveFiles() => _files.Dispose();

    [Test]
    public void CleanStream_HasNoFindings(
        [Values(188, 192, 204)] int packetSize, [Values] bool isReordered, [Values] VerificationLevel level, [Values(30, 600)] int pictures)
    {
        const long beforeWrap = (1L << 33) - 50_000;
        var plan = new StreamPlan { PacketSize = packetSize, IsReordered = isReordered, Pictures = pictures, FirstPts = beforeWrap };
        var file = MadeStream.File(plan);

        var verdict = _files.Judge(file, TestNames.For(file, plan.LengthTicks / 90_000m), level);

        Assert.That(verdict.Causes, Is.Empty);
        Assert.That(verdict.Origin, Is.Null);
        if (level != VerificationLevel.Full) return;
        Assert.That(verdict.BytesRead, Is.EqualTo(file.Length));
        var first = isReordered ? plan.FirstPts + plan.PictureTicks : plan.FirstPts;
        Assert.That(verdict.Clock!.FirstPts, Is.EqualTo(first));
        Assert.That(verdict.Clock.EndPts, Is.EqualTo(first + plan.LengthTicks));
        Assert.That(verdict.Clock.Pids, Is.EqualTo([StreamPlan.VideoPid, StreamPlan.AudioPid]));
    }

    [TestCase(4_095, false)]
    [TestCase(4_096, true)]
    public void Zeros_AtTheEnd_AreToldFrom4096On(int zeros, bool isTold)
    {
        byte[] file = [.. MadeStream.File(new StreamPlan()), .. new byte[zeros]];
        file[^(zeros + 1)] = 1;

        var found = _files.Judge(file, null).Causes.SingleOrDefault(cause => cause.Cause == CorruptCauseKind.Zeros);

        Assert.That(found?.FromByte, Is.EqualTo(isTold ? file.Length - zeros : null));
    }

    [TestCase(2.250000, false)]
    [TestCase(2.250001, true)]
    [TestCase(1.750000, false)]
    [TestCase(1.749999, true)]
    public void Length_ThatDiffersByMoreThanAQuarterSecond_IsTold(decimal promised, bool isTold)
    {
        var file = MadeStream.File(new StreamPlan { Pictures = 50 });

        var causes = _files.Judge(file, TestNames.For(file, promised)).Causes;

        var told = new CorruptCause
        {
            Cause = CorruptCauseKind.Duration,
            NameMicroseconds = (long)(promised * 1_000_000),
            MediaMicroseconds = 2_000_000,
        };
        Assert.That(causes, Is.EqualTo(isTold ? [told] : Array.Empty<CorruptCause>()));
    }

    [TestCase(22_500, false)]
    [TestCase(22_501, true)]
    public void Media_ThatIsOneTickTooLong_IsTold(long ticksMore, bool isTold)
    {
        var writer = new PacketWriter(new Random(1));
        writer.AddSection(0, PacketWriter.Programs((1, StreamPlan.StreamsPid)));
        writer.AddSection(StreamPlan.StreamsPid, PacketWriter.Streams(1, StreamPlan.VideoPid, (0x1B, StreamPlan.VideoPid, [])));
        foreach (var tick in new[] { 0, 36_000, 72_000 + ticksMore, 81_000 + ticksMore })
            writer.AddPes(StreamPlan.VideoPid, 0xE0, 500, tick, null);
        var file = MadeStream.Join(writer.Packets);

        var causes = _files.Judge(file, TestNames.For(file, 1)).Causes;

        Assert.That(causes.Select(cause => cause.MediaMicroseconds), Is.EqualTo(isTold ? [1_250_011L] : Array.Empty<long>()));
    }

    [TestCase(90_000, false)]
    [TestCase(90_001, true)]
    [TestCase(-90_000, false)]
    [TestCase(-90_001, true)]
    public void Step_OfMoreThanASecond_IsTold(long ticks, bool isTold)
    {
        var writer = new PacketWriter(new Random(1));
        writer.AddSection(0, PacketWriter.Programs((1, StreamPlan.StreamsPid)));
        writer.AddSection(StreamPlan.StreamsPid, PacketWriter.Streams(1, StreamPlan.VideoPid, (0x1B, StreamPlan.VideoPid, [])));
        const long start = (1L << 33) - 1;
        writer.AddPes(StreamPlan.VideoPid, 0xE0, 500, start, null);
        writer.AddPes(StreamPlan.VideoPid, 0xE0, 500, start + ticks, null);
        writer.AddPes(StreamPlan.VideoPid, 0xE0, 500, start + ticks + 3_600, null);

        var step = _files.Judge(MadeStream.Join(writer.Packets), null).Causes.SingleOrDefault();

        Assert.That(step?.StepMicroseconds, Is.EqualTo(isTold ? Math.Sign(ticks) * 1_000_011L : null));
        Assert.That(step?.Packet, Is.EqualTo(isTold ? 5L : null));
    }

    [TestCase(1, false)]
    [TestCase(2, true)]
    public void Packets_WithoutSyncByte_LoseTheSynchronisationWhenTwoRun(int packets, bool isTold)
    {
        var file = MadeStream.File(new StreamPlan { StuffingAPicture = 4 });
        var nulls = Enumerable.Range(0, file.Length / 188).First(one => file[one * 188 + 1] == 0x1F && file[(one + 1) * 188 + 1] == 0x1F);
        for (var number = 0; number < packets; number++) file[(nulls + number) * 188] = 0;

        var causes = _files.Judge(file, null).Causes;

        Assert.That(causes, Is.EqualTo(isTold
            ? [new CorruptCause { Cause = CorruptCauseKind.Sync, FromByte = nulls * 188L, Times = 1 }]
            : Array.Empty<CorruptCause>()));
    }

    [TestCase(1, 0)]
    [TestCase(2, 1)]
    [TestCase(3, 2)]
    public void Packet_MayBeRepeatedOnce(int repetitions, int times)
    {
        var packets = MadeStream.Packets(new StreamPlan());
        packets.InsertRange(20, Enumerable.Repeat(packets[19], repetitions));

        var causes = _files.Judge(MadeStream.Join(packets), null).Causes;

        Assert.That(causes.Sum(cause => cause.Times ?? 0), Is.EqualTo(times));
        if (times > 0) Assert.That(causes.Single().PacketsMissing, Is.Zero);
    }

    [TestCase(203, true)]
    [TestCase(204, false)]
    public void FirstPacket_BeginsBelow204(int offset, bool isStream)
    {
        byte[] file = [.. new byte[offset], .. MadeStream.File(new StreamPlan())];

        var causes = _files.Judge(file, null).Causes;

        Assert.That(causes, Is.EqualTo(isStream
            ? Array.Empty<CorruptCause>()
            : [new CorruptCause { Cause = CorruptCauseKind.Container, LooksLike = "unknown" }]));
    }

    [TestCase("full", "Empty")]
    [TestCase("suspect", "Empty")]
    [TestCase("partial", "")]
    public void EmptyFile_IsToldUnlessItBrokeOff(string kind, string causes)
    {
        foreach (var level in Enum.GetValues<VerificationLevel>())
        {
            var verdict = _files.Judge([], TestNames.For([], 2, kind), level);

            Assert.That(string.Join(' ', verdict.Causes.Select(cause => cause.Cause)), Is.EqualTo(causes), $"{level}");
            Assert.That(verdict.Origin, Is.EqualTo(causes.Length > 0 && level == VerificationLevel.Full ? CorruptOrigin.Before : null));
        }
    }

    [TestCase("\0\0\0\u0018ftypmp42", "mp4")]
    [TestCase("404 page not found\n", "text")]
    [TestCase("{\"error\":\"größer\"}", "text")]
    [TestCase("\uFEFF \n<!DOCTYPE html><title>502</title>", "html")]
    [TestCase("<HTML>", "html")]
    [TestCase("\0\0\0\0\0\0\0\0\0\0", "zeros")]
    [TestCase("\u0001\u0002\u0003", "unknown")]
    public void Content_OfAnotherKind_IsNamed(string content, string looksLike)
    {
        foreach (var level in new[] { VerificationLevel.Edges, VerificationLevel.Full })
        {
            var causes = _files.Judge(Encoding.UTF8.GetBytes(content), null, level).Causes;

            Assert.That(causes, Is.EqualTo([new CorruptCause { Cause = CorruptCauseKind.Container, LooksLike = looksLike }]));
        }
    }
}
