using Bogus;

namespace SegmentPipeline.Tests;

/// <summary>Each rule of causes, each way.</summary>
internal sealed class CauseRuleTests
{
    private static readonly TimeRange When = TimeRange.Parse("2026-03-28T10:20:00Z", "2026-03-28T10:21:00Z");

    [Test]
    public void Everywhere_NeedsAllChannelsOfAllCopies()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Find(lost: (_, _) => true), Is.EqualTo(LossCause.Everywhere));
            Assert.That(Find(lost: (copy, stream) => copy == 0 || stream.Channel == "channel0"), Is.Not.EqualTo(LossCause.Everywhere));
            Assert.That(Find(lost: (_, stream) => stream != new StreamId("channel1", "quality1")), Is.Not.EqualTo(LossCause.Everywhere));
            Assert.That(Find(lost: (_, _) => true, channels: 1), Is.Not.EqualTo(LossCause.Everywhere), "one channel is not all of them");
        });
    }

    [Test]
    public void Everywhere_WithACopyThatDoesNotAnswer_IsNotTold() =>
        Assert.That(Find(lost: (_, _) => true, silent: 2), Is.EqualTo(LossCause.Undetermined));

    [Test]
    public void Node_NeedsAnotherCopyThatHasIt()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Find(lost: (copy, _) => copy == 0), Is.EqualTo(LossCause.Node));
            Assert.That(Find(lost: (copy, _) => copy == 0, silent: 2), Is.EqualTo(LossCause.Node), "one that has it is enough");
            Assert.That(Find(lost: (copy, _) => copy == 0, silent: 1, copies: 2), Is.EqualTo(LossCause.Undetermined));
            Assert.That(Find(lost: (copy, stream) => copy == 0 && stream.Channel == "channel0"), Is.Not.EqualTo(LossCause.Node));
        });
    }

    [Test]
    public void Source_NeedsAllQualitiesInAllCopies()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Find(lost: (_, stream) => stream.Channel == "channel0"), Is.EqualTo(LossCause.Source));
            Assert.That(Find(lost: (_, stream) => stream.Channel == "channel0", silent: 1), Is.EqualTo(LossCause.Undetermined));
            Assert.That(Find(lost: (copy, stream) => copy == 0 && stream.Channel == "channel0"), Is.EqualTo(LossCause.Undetermined));
            Assert.That(Find(lost: (_, _) => true, channels: 1, qualities: 1, copies: 1), Is.EqualTo(LossCause.Undetermined), "alone it tells nothing");
        });
    }

    [Test]
    public void Quality_NeedsTheOthersToHaveIt()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Find(lost: (_, stream) => stream == new StreamId("channel0", "quality0")), Is.EqualTo(LossCause.Quality));
            Assert.That(
                Find(lost: (copy, stream) => copy == 0 && stream.Channel == "channel0" && stream.Quality != "quality2", qualities: 3),
                Is.EqualTo(LossCause.Undetermined));
        });
    }

    [TestCase("lost")]
    [TestCase("corrupt")]
    [TestCase("unreadable")]
    public void Disk_NeedsWhatIsWrongThere(string evidence)
    {
        var stream = new StreamId("channel0", "quality0");
        Assert.Multiple(() =>
        {
            Assert.That(FindAlone(fleet => fleet.Add(RecordOf(evidence, stream, When))), Is.EqualTo(LossCause.Disk));
            Assert.That(FindAlone(fleet => fleet.Add(RecordOf(evidence, new StreamId("channel1", "quality0"), When))), Is.EqualTo(LossCause.Undetermined));
            var later = TimeRange.Parse("2026-03-28T11:50:00Z", "2026-03-28T11:51:00Z");
            Assert.That(FindAlone(fleet => fleet.Add(RecordOf(evidence, stream, later))), Is.EqualTo(LossCause.Undetermined));
        });
    }

    [Test]
    public void Restart_NeedsASessionBesideIt()
    {
        var stream = new StreamId("channel0", "quality0");
        Assert.Multiple(() =>
        {
            Assert.That(FindAlone(fleet => fleet.AddSession(stream, When)), Is.EqualTo(LossCause.Restart));
            Assert.That(FindAlone(fleet => fleet.AddSession(stream, new TimeRange(When.End, When.End))), Is.EqualTo(LossCause.Restart));
            var later = When.End.AddMicroseconds(30_000_000);
            Assert.That(FindAlone(fleet => fleet.AddSession(stream, new TimeRange(later, later))), Is.EqualTo(LossCause.Undetermined));
        });
    }

    [Test]
    public void Degraded_CountsWhatIsNotFullAsLost() =>
        Assert.That(Find(lost: (_, stream) => stream.Channel == "channel0", isHole: false), Is.EqualTo(LossCause.Source));

    [Test]
    public void Stream_OfWhichNothingWasExpected_IsNoWitness()
    {
        var here = new CopyEvidence();
        foreach (var channel in (string[])["a", "b", "c"])
        {
            var stream = new StreamId(channel, "q");
            if (channel == "c") here.Add(new OffRecord { Stream = stream, Range = When });
            else here.Add(new HoleFinding { Stream = stream, Range = When });
            here.Add(IncidentFleet.StreamOf(stream));
        }

        here.Add(IncidentFleet.Summary);
        Assert.That(new CauseFinder(here, []).Find(new StreamId("a", "q"), When, isHole: true), Is.EqualTo(LossCause.Everywhere));
    }

    [Test]
    public void Causes_HaveAWordAndASentenceEach()
    {
        Assert.That(LossCauses.All, Is.EquivalentTo(Enum.GetValues<LossCause>()));
        var words = LossCauses.All.Select(LossCauses.WordOf);
        Assert.That(words.Select(LossCauses.CauseOf), Is.EqualTo(LossCauses.All.Cast<LossCause?>()));
        Assert.That(LossCauses.All.Select(LossCauses.SentenceOf), Is.Unique);
    }

    [Test]
    public async Task Report_WithCauses_HasTheSameRecordsInTheirOrder()
    {
        var stream = new StreamId("channel0", "quality0");
        AuditRecord[] records = [new HoleFinding { Stream = stream, Range = When }, IncidentFleet.StreamOf(stream), IncidentFleet.Summary];
        var asked = new List<TimeRange>();
        var caused = new List<AuditRecord>();
        await foreach (var record in records.ToAsyncEnumerable().WithCausesAsync(OthersAsync)) caused.Add(record);
        Assert.That(asked, Is.EqualTo((TimeRange[])[IncidentFleet.Window]));
        Assert.That(caused[0], Is.EqualTo(((HoleFinding)records[0]) with { Cause = LossCause.Source }));
        Assert.That(caused[1..], Is.EqualTo(records[1..]));

        Task<IReadOnlyList<CopyEvidence>> OthersAsync(TimeRange window, CancellationToken cancellationToken)
        {
            asked.Add(window);
            var other = new CopyEvidence();
            foreach (var record in records) other.Add(record);
            return Task.FromResult<IReadOnlyList<CopyEvidence>>([other]);
        }
    }

    [Test]
    public void Report_WhoseCopiesCannotBeAsked_IsThereAllTheSame()
    {
        var stream = new StreamId("channel0", "quality0");
        AuditRecord[] records = [new HoleFinding { Stream = stream, Range = When }, IncidentFleet.StreamOf(stream), IncidentFleet.Summary];
        var caused = new List<AuditRecord>();
        Assert.That(ReadAsync, Throws.TypeOf<OperationCanceledException>());
        Assert.That(caused, Is.EqualTo(records));

        async Task ReadAsync()
        {
            await foreach (var record in records.ToAsyncEnumerable().WithCausesAsync((_, _) => throw new OperationCanceledException()))
                caused.Add(record);
        }
    }

    [TestCase("channel0")]
    [TestCase(null)]
    public void Copy_WhoseChannelCannotBeRead_MayHaveIt(string? unread)
    {
        var (here, other) = (new CopyEvidence(), new CopyEvidence());
        foreach (var quality in (string[])["a", "b"])
        {
            here.Add(new HoleFinding { Stream = new StreamId("channel0", quality), Range = When });
            here.Add(IncidentFleet.StreamOf(new StreamId("channel0", quality)));
        }

        here.Add(IncidentFleet.Summary);
        other.Add(new UnreadableFinding { Path = unread is null ? ArchivePath.Root : new ArchivePath(unread), Cause = "permission denied" });
        other.Add(IncidentFleet.Summary);
        var stream = new StreamId("channel0", "a");
        Assert.That(new CauseFinder(here, [other]).Find(stream, When, isHole: true), Is.EqualTo(LossCause.Undetermined));
        Assert.That(new CauseFinder(here, [CopyEvidence.OfNothing()]).Find(stream, When, isHole: true), Is.EqualTo(LossCause.Source));
    }

    [Test]
    public void Copy_ThatWasNotAskedAboutThatTime_MayHaveIt()
    {
        var (here, other) = (new CopyEvidence(), new CopyEvidence());
        foreach (var (channel, quality) in (ReadOnlySpan<(string, string)>)[("c", "a"), ("c", "b"), ("d", "a")])
        {
            here.Add(new HoleFinding { Stream = new StreamId(channel, quality), Range = When });
            here.Add(IncidentFleet.StreamOf(new StreamId(channel, quality)));
            var later = TimeRange.Parse("2026-03-28T12:00:00Z", "2026-03-28T13:00:00Z");
            other.Add(IncidentFleet.StreamOf(new StreamId(channel, quality)) with { Window = later });
        }

        here.Add(IncidentFleet.Summary);
        other.Add(IncidentFleet.Summary);
        var stream = new StreamId("c", "a");
        Assert.That(new CauseFinder(here, [other]).Find(stream, When, isHole: true), Is.EqualTo(LossCause.Undetermined));
        Assert.That(new CauseFinder(here, []).Find(stream, When, isHole: true), Is.EqualTo(LossCause.Everywhere));
    }

    private static AuditRecord RecordOf(string evidence, StreamId stream, TimeRange range) => evidence switch
    {
        "lost" => new DeltaRecord { Stream = stream, Change = DeltaChange.Lost, Class = CoverageClass.Missing, Range = range, VanishedFiles = 1 },
        "unreadable" => new UnreadableFinding { Path = new ArchivePath(stream, range.Start.Hour), Cause = "input/output error" },
        _ => new CorruptFinding
        {
            File = new CorruptFile
            {
                Path = new EntryPath(stream, range.Start.Hour, "20:00-60.0-full-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG.ts"u8),
                Range = range,
                Kind = SegmentKind.Full,
                IsSelected = true,
                Origin = CorruptOrigin.Before,
                Causes = [],
            },
        },
    };

    private static LossCause FindAlone(Action<IncidentFleet> prepare)
    {
        var fleet = new IncidentFleet(new Randomizer(1), copies: 2, channels: 2, qualities: 1);
        var hole = fleet.Lose(0, fleet.Streams[0], When);
        prepare(fleet);
        return fleet.Find(fleet.Streams[0], hole);
    }

    private static LossCause Find(
        Func<int, StreamId, bool> lost, int copies = 3, int channels = 2, int qualities = 2, int? silent = null, bool isHole = true)
    {
        var fleet = new IncidentFleet(new Randomizer(1), copies, channels, qualities);
        if (silent is { } copy) fleet.Silent[copy] = true;
        TimeRange? hole = null;
        for (var at = 0; at < copies; at++)
        {
            foreach (var stream in fleet.Streams.Where(stream => lost(at, stream)))
            {
                var range = fleet.Lose(at, stream, When);
                if (at == 0 && stream == fleet.Streams[0]) hole = range;
            }
        }

        return fleet.Find(fleet.Streams[0], hole!.Value, isHole);
    }
}
