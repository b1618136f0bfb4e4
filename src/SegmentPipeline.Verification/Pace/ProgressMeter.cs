namespace SegmentPipeline.Verification;

/// <summary>Counts how far a verification is, and tells. Many may count at once.</summary>
internal sealed class ProgressMeter(IProgress<VerificationProgress>? progress)
{
    private long _counted;
    private long _hours;
    private long _hoursTotal;
    private long _files;
    private long _filesTotal;
    private long _bytes;
    private long _corrupt;
    private long? _mostBytes;

    /// <summary>Bytes that were read.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Says what there is.</summary>
    /// <param name="hours">Hours of the request.</param>
    /// <param name="files">Files that are to be read; 0 if they are not counted.</param>
    /// <param name="mostBytes">How many bytes are read at most; null if there is no limit.</param>
    internal void Begin(long hours, long files, long? mostBytes)
    {
        (_hoursTotal, _filesTotal, _mostBytes) = (hours, files, mostBytes);
        Tell();
    }

    internal void AddCountedHour()
    {
        Interlocked.Increment(ref _counted);
        Tell();
    }

    internal void AddBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Tell();
    }

    internal void AddFile(bool isCorrupt)
    {
        Interlocked.Increment(ref _files);
        if (isCorrupt) Interlocked.Increment(ref _corrupt);
    }

    internal void AddHour()
    {
        Interlocked.Increment(ref _hours);
        Tell();
    }

    private void Tell()
    {
        if (progress is null) return;
        var (hours, files, bytes) = (Interlocked.Read(ref _hours), Interlocked.Read(ref _files), Interlocked.Read(ref _bytes));
        progress.Report(new VerificationProgress
        {
            HoursCounted = Interlocked.Read(ref _counted),
            HoursDone = hours,
            HoursTotal = _hoursTotal,
            Files = files,
            Bytes = bytes,
            BytesTotal = Estimate(hours, files, bytes),
            Corrupt = Interlocked.Read(ref _corrupt),
        });
    }

    /// <summary>As many bytes a file as so far, if files were counted; else as many an hour.</summary>
    private long? Estimate(long hours, long files, long bytes)
    {
        var (done, all) = _filesTotal > 0 ? (files, _filesTotal) : (hours, _hoursTotal);
        if (done == 0) return null;
        var total = (long)Int128.Min(long.MaxValue, (Int128)bytes * all / done);
        return Math.Max(bytes, Math.Min(total, _mostBytes ?? long.MaxValue));
    }
}
