using Bogus;

namespace SegmentPipeline.Tests;

/// <summary>Incidents whose causes are known, beside losses that have nothing to do with them.</summary>
internal sealed class IncidentTests
{
    private const int Incidents = 2_000;
    private const double LeastRight = 0.95;
    private const double MostWrong = 0.01;

    private static readonly LossCause[] Causes =
        [LossCause.Everywhere, LossCause.Node, LossCause.Source, LossCause.Quality, LossCause.Disk, LossCause.Restart];

    [Test]
    public void Incidents_OfKnownCauses_AreToldByThem()
    {
        var (right, wrong) = (0, new List<string>());
        for (var seed = 1; seed <= Incidents; seed++)
        {
            var random = new Randomizer(seed);
            var cause = random.ArrayElement(Causes);
            var found = Play(random, cause);
            if (found == cause) right++;
            else if (found != LossCause.Undetermined) wrong.Add($"seed {seed}: {cause} told as {found}");
        }

        TestContext.Out.WriteLine($"{right} of {Incidents} right, {wrong.Count} wrong: {string.Join("; ", wrong.Take(10))}");
        Assert.That(right, Is.GreaterThanOrEqualTo(LeastRight * Incidents));
        Assert.That(wrong, Has.Count.LessThanOrEqualTo((int)(MostWrong * Incidents)), string.Join("; ", wrong.Take(10)));
    }

    private static LossCause Play(Randomizer random, LossCause cause)
    {
        var channels = random.Int(2, 4);
        var length = random.Long(200_000, 600_000_000);
        // What takes one quality alone is told as that by an earlier rule; what takes a little of the other is seen in a long loss only.
        var isOfStream = cause is LossCause.Disk or LossCause.Restart;
        var qualities = !isOfStream ? random.Int(2, 3) : length > 20_000_000 ? random.Int(1, 2) : 1;
        var fleet = new IncidentFleet(random, copies: random.Int(cause == LossCause.Node ? 2 : 1, 3), channels, qualities);
        var start = IncidentFleet.Window.Start.AddMicroseconds(random.Long(60_000_000, 2_400_000_000));
        var when = new TimeRange(start, start.AddMicroseconds(length));
        LoseElsewhere(random, fleet);
        var stream = random.ListItem([.. fleet.Streams]);
        var hole = fleet.Lose(0, stream, when);
        foreach (var other in fleet.Streams)
        {
            for (var copy = 0; copy < fleet.Copies; copy++)
            {
                if ((copy, other) != (0, stream) && Strikes(cause, copy, other, stream)) fleet.Lose(copy, other, Shaken(random, when));
            }
        }

        if (isOfStream)
        {
            foreach (var other in fleet.Streams.Where(other => other.Channel == stream.Channel && other != stream))
                fleet.Lose(0, other, EndOf(when));
        }

        if (cause == LossCause.Disk)
        {
            fleet.Add(new DeltaRecord
            {
                Stream = stream,
                Change = DeltaChange.Lost,
                Class = CoverageClass.Missing,
                Range = hole,
                VanishedFiles = 3,
            });
        }

        if (cause == LossCause.Restart) fleet.AddSession(stream, hole);

        return fleet.Find(stream, hole);
    }

    private static bool Strikes(LossCause cause, int copy, StreamId other, StreamId stream) => cause switch
    {
        LossCause.Everywhere => true,
        LossCause.Node => copy == 0,
        LossCause.Source => other.Channel == stream.Channel,
        LossCause.Quality => other == stream && copy > 0,
        _ => false,
    };

    /// <summary>Some of the other quality is lost as well, so that it is not one quality alone.</summary>
    private static TimeRange EndOf(TimeRange when) => new(when.Start.AddMicroseconds(when.Microseconds * 3 / 4), when.End);

    /// <summary>Not every recorder notices the same thing in the same moment.</summary>
    private static TimeRange Shaken(Randomizer random, TimeRange when) => new(
        when.Start.AddMicroseconds(-random.Long(0, 300_000)), when.End.AddMicroseconds(random.Long(0, 300_000)));

    private static void LoseElsewhere(Randomizer random, IncidentFleet fleet)
    {
        for (var count = random.Int(0, 6); count > 0; count--)
        {
            var start = IncidentFleet.Window.Start.AddMicroseconds(random.Long(0, 3_500_000_000));
            var range = new TimeRange(start, start.AddMicroseconds(random.Long(1, 8_000_000)));
            fleet.Lose(random.Int(0, fleet.Copies - 1), random.ListItem([.. fleet.Streams]), range);
        }
    }
}
