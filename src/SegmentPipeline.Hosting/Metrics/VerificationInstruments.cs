using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>What verifying counts as it goes.</summary>
internal sealed class VerificationInstruments
{
    private readonly Counter<long> _files;
    private readonly Counter<long> _bytes;

    internal VerificationInstruments(Meter meter)
    {
        _files = meter.CreateCounter<long>("segmentpipeline.verification.files", "{file}", "Files that were verified, or could not be.");
        _bytes = meter.CreateCounter<long>("segmentpipeline.verification.read", "By", "Bytes that were read to verify files.");
    }

    /// <summary>Makes the gauges.</summary>
    /// <param name="meter">Makes them.</param>
    /// <param name="archives">The archives as they are when somebody looks.</param>
    /// <param name="ages">The ages of moments of the archives, where there are any.</param>
    internal static void CreateGauges(
        Meter meter,
        Func<IEnumerable<ArchiveSeries>> archives,
        Func<Func<ArchiveSeries, DateTimeOffset?>, IEnumerable<Measurement<double>>> ages)
    {
        meter.CreateObservableGauge(
            "segmentpipeline.verification.corrupt", () => archives().SelectMany(archive => archive.Contents.Corrupt), "{file}",
            "Corrupt files that are still there, by their first cause.");
        meter.CreateObservableGauge(
            "segmentpipeline.verification.unreadable", () => archives().SelectMany(archive => archive.Contents.Unreadable), "{file}",
            "Files that the last pass could not read.");
        meter.CreateObservableGauge(
            "segmentpipeline.verification.bound.ratio", () => archives().SelectMany(archive => archive.Contents.Bound), "1",
            "Part of all files that is corrupt or was never verified.");
        meter.CreateObservableGauge(
            "segmentpipeline.oldest.unverified", () => ages(archive => archive.Contents.OldestUnverified), "s",
            "How long the hour has waited to be verified that has waited the longest.");
        meter.CreateObservableGauge(
            "segmentpipeline.verification.age", () => ages(archive => archive.Contents.EndedAt), "s",
            "Time since the last pass of verifying ended.");
    }

    internal void Add(string archive, long files, long bytes)
    {
        var label = Label.Create(Label.Archive, archive);
        _files.Add(files, label);
        _bytes.Add(bytes, label);
    }
}
