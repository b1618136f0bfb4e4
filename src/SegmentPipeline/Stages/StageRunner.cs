namespace SegmentPipeline;

/// <summary>Runs the stages' plain methods for the graph, hour by hour of a message: hands out and takes back the hours' buffers, tells
/// progress, and turns whatever a stage throws, always a defect, into a failure that says where.</summary>
/// <remarks>A stage that throws a cancellation of its own would make its block drop the item in silence, so nothing passes as it
/// is.</remarks>
internal sealed class StageRunner(AuditContext context, SpareBuffers spare, CancellationToken stop)
{
    /// <summary>A message has about as many entries as one hour of two-second segments.</summary>
    private const int EntriesOfMessage = 1800;
    private const int MostHoursOfMessage = 32;

    private AuditProgress _progress;
    private volatile int _hoursOfMessage = 1;

    /// <summary>How many hours there are, for the progress.</summary>
    internal long HoursTotal { get; set; }

    /// <summary>How many hours the next message should hold: one of usual size, several of few entries. Passing a message on costs as much
    /// as reading a hundred names. Follows from what the last message held; no result depends on it.</summary>
    internal int HoursOfMessage => context.Hooks?.HoursOfMessage ?? _hoursOfMessage;

    /// <summary>Takes buffers for new work, and begins them: writes Work and clears what an earlier hour left.</summary>
    internal HourBuffers[] Begin(HourWork[] works)
    {
        stop.ThrowIfCancellationRequested();
        var hours = new HourBuffers[works.Length];
        for (var i = 0; i < works.Length; i++)
        {
            hours[i] = spare.Rent(works[i]);
            context.Hooks?.Enter();
        }

        return hours;
    }

    /// <summary>Runs a stage on the hours that have not been recalled. A recalled hour, and the end of a stream, pass through. Reads Work
    /// and IsRecalled; the stage reads and writes the rest.</summary>
    internal HourBuffers[] Run(string stage, HourBuffers[] hours, Action<HourBuffers> work)
    {
        foreach (var buffers in hours)
        {
            try
            {
                context.Hooks?.Before?.Invoke(stage, buffers.Work.Hour);
                if (buffers.Work.Hour is not null && !buffers.IsRecalled) work(buffers);
            }
            catch (Exception exception) when (IsDefect(exception))
            {
                throw Failure(stage, buffers.Work.Stream.Id, buffers.Work.Hour, exception);
            }
        }

        return hours;
    }

    /// <summary>Does the same for a stage that asks the store. Reads Work and IsRecalled; the stage reads and writes the rest.</summary>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="hours">The hours.</param>
    /// <param name="work">What the stage does.</param>
    /// <param name="isEntered">Whether hooks are told that the stage begins; false for work that is done before the stage's turn.</param>
    internal async ValueTask<HourBuffers[]> RunAsync(
        string stage,
        HourBuffers[] hours,
        Func<HourBuffers, CancellationToken, ValueTask> work,
        bool isEntered = true)
    {
        foreach (var buffers in hours)
        {
            if (buffers.IsRecalled || buffers.Work.Hour is null)
                await RunAsync(stage, buffers, static (_, _) => default, isEntered).ConfigureAwait(true);
            else await RunAsync(stage, buffers, work, isEntered).ConfigureAwait(true);
        }

        return hours;
    }

    /// <summary>Runs a stage on every item of work, in the order of the items. Reads Work; the stage reads and writes the rest.</summary>
    internal async Task<HourBuffers[]> RunAllAsync(string stage, HourBuffers[] hours, Func<HourBuffers, CancellationToken, ValueTask> work)
    {
        foreach (var buffers in hours) await RunAsync(stage, buffers, work, isEntered: true).ConfigureAwait(true);
        return hours;
    }

    /// <summary>Runs the last stage that needs the hours' buffers, tells progress, and gives the buffers back. Reads Work, Digest,
    /// IsRecalled, EntriesSeen and Names; the stage reads the rest.</summary>
    internal StitchedHour[] Finish(string stage, HourBuffers[] hours, Func<HourBuffers, ReportStep> work)
    {
        var stitched = new StitchedHour[hours.Length];
        for (var i = 0; i < stitched.Length; i++) stitched[i] = Finish(stage, hours[i], work);
        return stitched;
    }

    /// <summary>Runs a stage on stitched hours, whose buffers have been given back.</summary>
    internal StitchedHour[] Run(string stage, StitchedHour[] hours, Action<StitchedHour> work)
    {
        foreach (var hour in hours)
        {
            try
            {
                context.Hooks?.Before?.Invoke(stage, hour.Step.Hour);
                work(hour);
            }
            catch (Exception exception) when (IsDefect(exception))
            {
                throw Failure(stage, hour.Step.Stream, hour.Step.Hour, exception);
            }
        }

        return hours;
    }

    /// <summary>Notes how much a message held, for the size of the next one. Reads Names. The size grows by one hour a message and shrinks
    /// at once: one hour of few entries must not lead to messages of many full hours.</summary>
    internal void NoteSize(HourBuffers[] hours)
    {
        var entries = hours.Sum(buffers => buffers.Names.ByteCount) / NameList.UsualEntryBytes;
        if (entries > EntriesOfMessage) _hoursOfMessage = (int)Math.Max(1, hours.Length * EntriesOfMessage / entries);
        else if (2 * entries < EntriesOfMessage) _hoursOfMessage = Math.Min(_hoursOfMessage + 1, MostHoursOfMessage);
    }

    private async ValueTask RunAsync(
        string stage,
        HourBuffers buffers,
        Func<HourBuffers, CancellationToken, ValueTask> work,
        bool isEntered)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            if (isEntered) context.Hooks?.Before?.Invoke(stage, buffers.Work.Hour);
            await work(buffers, stop).ConfigureAwait(true);
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, buffers.Work.Stream.Id, buffers.Work.Hour, exception);
        }
    }

    private StitchedHour Finish(string stage, HourBuffers buffers, Func<HourBuffers, ReportStep> work)
    {
        try
        {
            context.Hooks?.Before?.Invoke(stage, buffers.Work.Hour);
            var stitched = new StitchedHour(work(buffers), buffers.Digest);
            if (buffers.Work.Hour is not null) Advance(buffers);
            context.Hooks?.Leave();
            spare.Add(buffers);
            return stitched;
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, buffers.Work.Stream.Id, buffers.Work.Hour, exception);
        }
    }

    private void Advance(HourBuffers buffers)
    {
        var isRecalled = buffers.IsRecalled;
        _progress = new AuditProgress
        {
            HoursDone = _progress.HoursDone + 1,
            HoursTotal = HoursTotal,
            Entries = _progress.Entries + buffers.EntriesSeen,
            HoursRecalled = _progress.HoursRecalled + (isRecalled ? 1 : 0),
            NameBytes = _progress.NameBytes + (isRecalled ? 0 : buffers.Names.ByteCount),
        };
        context.Progress?.Report(_progress);
    }

    private bool IsDefect(Exception exception) => exception is not AuditFailedException && !stop.IsCancellationRequested;

    private static AuditFailedException Failure(string stage, StreamId? stream, Hour? hour, Exception exception) => new(
        $"the stage {stage} failed at {stream} {(hour is null ? "end" : hour)}: {exception.Message}; this is a defect of the program, please report it",
        exception);
}
