using System.Text.RegularExpressions;

namespace SegmentPipeline.Testing;

/// <summary>The audit of an <see cref="ArchiveTree"/> without any cleverness: the expectation that the engine is held against.</summary>
/// <remarks>Written from the semantics alone. Everything is computed by looking at everything.</remarks>
internal sealed class NaiveAudit
{
    private readonly AuditRequest _request;
    private readonly Timestamp _now;
    private readonly List<PlacedFinding> _outside = [];

    internal NaiveAudit(ArchiveTree tree, AuditRequest request, Timestamp now)
    {
        (_request, _now) = (request, now);
        foreach (var channel in Wanted(tree.Root, "").Where(c => IsChosen(request.Channels, c)))
        {
            if (channel.Directory!.Unreadable is not null)
            {
                AddOutside(channel.RawName, new UnreadableFinding { Path = Places.Directory(NaiveText.Show(channel.RawName)), Cause = "" });
                continue;
            }

            if (channel.Directory.GoneWhenListed) continue;
            foreach (var quality in Wanted(channel.Directory, $"{channel.RawName}/").Where(q => IsChosen(request.Qualities, q)))
            {
                if (quality.Directory!.GoneWhenListed) continue;
                var id = new StreamId(NaiveText.Show(channel.RawName), NaiveText.Show(quality.RawName));
                Streams.Add(new NaiveStream(id, $"{channel.RawName}/{quality.RawName}", quality.Directory, request, now));
            }
        }

        Streams.Sort((a, b) => a.Id.CompareTo(b.Id));
    }

    internal List<NaiveStream> Streams { get; } = [];

    /// <summary>Whether there is anything to audit: an hour directory, something unreadable that may hide one, or at least a stream and a
    /// window in which it is missing. If not, the root is no archive and the audit fails.</summary>
    internal bool IsArchive =>
        Streams.Any(s => s.NamesHours || !s.Readable)
        || _outside.Any(p => p.Finding is UnreadableFinding)
        || (Streams.Count > 0 && _request is { Start: not null, End: not null });

    /// <summary>All records after the header, in the order of the report, with empty causes and no time taken.</summary>
    internal List<AuditRecord> Records()
    {
        var records = new List<AuditRecord>();
        records.AddRange(_outside.OrderBy(p => p.RawPath, StringComparer.Ordinal).Select(p => p.Finding));
        foreach (var channel in Streams.GroupBy(s => s.Id.Channel))
        {
            records.AddRange(channel.SelectMany(stream => stream.Records()));
            records.AddRange(channel.Select(stream => NaiveSilence.Of(stream, [.. channel], _request, _now)).OfType<SilentFinding>());
        }

        records.Add(Summary(records));
        return records;
    }

    private SummaryRecord Summary(List<AuditRecord> records)
    {
        var entries = new EntryCounts();
        var microseconds = new ClassMicroseconds();
        foreach (var stream in records.OfType<StreamRecord>())
        {
            entries += stream.Entries;
            microseconds += stream.Microseconds;
        }

        var findings = new FindingCounts
        {
            Hole = records.Count(r => r is HoleFinding),
            Degraded = records.Count(r => r is DegradedFinding),
            Overlap = records.Count(r => r is OverlapFinding),
            Bad = records.Count(r => r is BadNameFinding),
            Stray = records.Count(r => r is StrayFinding),
            Unreadable = records.Count(r => r is UnreadableFinding),
            Silent = records.Count(r => r is SilentFinding),
            Empty = records.Count(r => r is EmptyFinding),
            Future = records.Count(r => r is FutureFinding),
        };
        var complete = findings.Unreadable == 0;
        return new SummaryRecord
        {
            Streams = Streams.Count,
            Hours = Streams.Sum(s => s.Hours.Count),
            Entries = entries,
            Microseconds = microseconds,
            Findings = findings,
            Complete = complete,
            Outcome = OutcomeOf(findings, microseconds.Total),
            Elapsed = TimeSpan.Zero,
        };
    }

    private AuditOutcome OutcomeOf(FindingCounts findings, long audited)
    {
        if (findings.Unreadable > 0) return AuditOutcome.Incomplete;
        if (audited == 0 && _request.FailOn > FailOn.None) return AuditOutcome.Failed;
        var fails = (_request.FailOn >= FailOn.Hole && findings.Hole + findings.Silent > 0)
            || (_request.FailOn >= FailOn.Degraded && findings.Degraded > 0)
            || (_request.FailOn >= FailOn.Overlap && findings.Overlap > 0)
            || (_request.FailOn >= FailOn.Any && findings.Bad + findings.Stray + findings.Empty + findings.Future > 0);
        return fails ? AuditOutcome.Findings : AuditOutcome.Success;
    }

    /// <summary>The directories in a directory that are neither hidden nor excluded; what else lies there is stray.</summary>
    private List<TreeEntry> Wanted(TreeDirectory directory, string pathBefore)
    {
        var wanted = new List<TreeEntry>();
        foreach (var entry in directory.Entries)
        {
            var path = pathBefore + entry.RawName;
            if (entry.RawName.StartsWith('.') || IsExcluded(_request, NaiveText.Show(path))) continue;
            if (entry.IsDirectoryWhenListed) wanted.Add(entry);
            else AddOutside(path, new StrayFinding { Path = Places.Entry(NaiveText.Show(path)), Cause = "" });
        }

        return wanted;
    }

    /// <summary>Whether a channel, a quality or an entry beside the hours is left out.</summary>
    internal static bool IsExcluded(AuditRequest request, string path) =>
        request.Exclude.Any(pattern =>
            pattern.StartsWith("**/", StringComparison.Ordinal)
        ? IsLike(pattern[3..], path.Split('/')[^1])
        : path.Count(letter => letter == '/') < 2 && IsLike(pattern, path));

    private static bool IsLike(string pattern, string text) => Regex.IsMatch(
        text,
            @"\A"
                + Regex.Escape(pattern).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal)
                + @"\z",
        RegexOptions.Singleline);

    private static bool IsChosen(IReadOnlyList<string> chosen, TreeEntry entry) =>
        chosen.Count == 0 || chosen.Contains(NaiveText.Show(entry.RawName));

    private void AddOutside(string rawPath, Finding finding) => _outside.Add(new PlacedFinding(0, 0, rawPath, finding));
}
