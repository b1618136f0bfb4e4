using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>What filling counts as it goes, by the copy that files come from.</summary>
internal sealed class ReplicaInstruments
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _mismatches;
    private readonly Counter<long> _errors;

    internal ReplicaInstruments(Meter meter)
    {
        _published = meter.CreateCounter<long>("segmentpipeline.fill.published", "{file}", "Files that other copies gave.");
        _bytes = meter.CreateCounter<long>("segmentpipeline.fill.received", "By", "Bytes of the files that other copies gave.");
        _mismatches = meter.CreateCounter<long>(
            "segmentpipeline.fill.mismatches", "{file}", "Files that were not what their names promise.");
        _errors = meter.CreateCounter<long>("segmentpipeline.fill.errors", "{error}", "Times that another copy could not be asked.");
    }

    internal void Add(string archive, string replica, ReplicaCounts counts)
    {
        KeyValuePair<string, object?>[] labels = [Label.Create(Label.Archive, archive), Label.Create(Label.Replica, replica)];
        _published.Add(counts.Published, labels);
        _bytes.Add(counts.Bytes, labels);
        _mismatches.Add(counts.Mismatches, labels);
        _errors.Add(counts.Errors, labels);
    }
}
