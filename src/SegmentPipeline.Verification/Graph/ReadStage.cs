using System.Collections.Concurrent;

namespace SegmentPipeline.Verification;

/// <summary>The stage <c>read</c>: reads files and judges them.</summary>
/// <remarks>Reading and judging are one step, since there is one pass over one buffer: the bytes are hashed and looked through while they
/// are in the nearest cache, and no buffer has to wait between two steps. Each worker has a judge with a buffer of its own.</remarks>
internal sealed class ReadStage(VerificationRequest request, VerificationContext context, RunBudget budget, ProgressMeter meter)
    : IDisposable
{
    private const int MostNeighbours = 16;

    private readonly ConcurrentBag<FileJudge> _idle = [];
    private readonly ConcurrentBag<FileJudge> _all = [];
    private readonly ReadPacer _pacer = new(request.BytesPerSecond, context.TimeProvider);

    /// <summary>Reads the files of a message. Once the run is to end, files are left, never a part of one.</summary>
    internal FileBatch Read(FileBatch batch, CancellationToken stop)
    {
        if (!_idle.TryTake(out var judge)) _all.Add(judge = new FileJudge());
        foreach (var place in batch.Places) batch.Readings.Add(Read(judge, batch.Hour, place, stop));
        if (batch.Hour.Task.Drawn is not null) ReadNeighbours(judge, batch, stop);
        batch.Readings.Sort(static (left, right) => left.Place.CompareTo(right.Place));
        _idle.Add(judge);
        return batch;
    }

    public void Dispose()
    {
        foreach (var judge in _all) judge.Dispose();
    }

    private FileReading Read(FileJudge judge, ListedHour hour, int place, CancellationToken stop)
    {
        FileVerdict? verdict = null;
        if (MayBegin(stop)) verdict = Judge(judge, hour.SegmentAt(place), stop);
        if (verdict is not null) meter.AddFile(verdict.Causes.Count > 0);
        return new FileReading(place, verdict, Timestamp.FromDateTimeOffset(context.TimeProvider.GetUtcNow()));
    }

    /// <summary>Whether a file may be begun, after whoever holds up the reading has let it go on.</summary>
    private bool MayBegin(CancellationToken stop)
    {
        try
        {
            if (!stop.IsCancellationRequested && budget.MayBegin()) context.BeforeFile?.Invoke(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }

        return !stop.IsCancellationRequested && budget.MayBegin();
    }

    private FileVerdict? Judge(FileJudge judge, Segment segment, CancellationToken stop)
    {
        context.Hooks?.BeforeFile?.Invoke(segment);
        if (context.Hooks?.Judge?.Invoke(segment) is { } told)
        {
            meter.AddBytes(told.BytesRead);
            return told;
        }

        _ = SegmentName.TryParse(segment.NameUtf8.ToArray(), out var name);
        try
        {
            return judge.Judge(segment.FullPathUtf8, name, request.Level, BeforeRead, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The file was not read to its end; its message must arrive all the same.
            return null;
        }

        void BeforeRead(int bytes)
        {
            _pacer.Wait(bytes, stop);
            meter.AddBytes(bytes);
        }
    }

    /// <summary>Looks at the files beside a corrupt one, in both directions, until one is not corrupt, or there were enough to see that a
    /// whole stretch is.</summary>
    private void ReadNeighbours(FileJudge judge, FileBatch batch, CancellationToken stop)
    {
        var seen = batch.Readings.Select(reading => reading.Place).ToHashSet();
        foreach (var corrupt in batch.Readings.Where(reading => reading.Verdict is { Causes.Count: > 0 }).ToList())
        {
            foreach (var step in (int[])[-1, 1])
            {
                for (var i = 1; i <= MostNeighbours; i++)
                {
                    var place = corrupt.Place + i * step;
                    if (place < 0 || place >= batch.Hour.Scope.Length || !seen.Add(place)) break;
                    if (!budget.TryTakeFile(FileSize.ToRead(batch.Hour.SegmentAt(place), request.Level, budget))) return;
                    var reading = Read(judge, batch.Hour, place, stop) with { IsNeighbour = true };
                    batch.Readings.Add(reading);
                    if (reading.Verdict is not { Causes.Count: > 0 }) break;
                }
            }
        }
    }
}
