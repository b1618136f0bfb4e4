using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>What is to be said of the entries around a moment: their fates by the naive audit, and the first rule on which rivals
/// differ.</summary>
internal sealed class ExpectedEntries(NaiveStream stream)
{
    /// <summary>The first difference in words, or null.</summary>
    internal string? DifferenceTo(MomentExplanation actual)
    {
        foreach (var entry in actual.Entries)
        {
            var (hour, name) = Find(entry.Path.ToString());
            var fate = WordOf(entry.Fate);
            if (hour.Fates[name] != fate) return $"{entry.Path} is {fate}, but {hour.Fates[name]} by the naive audit";
            if (RuleDifference(hour, name, entry) is { } difference) return difference;
        }

        if (actual.EntriesLeftOut > 0) return null;
        var listed = actual.Entries.Select(entry => entry.Path.ToString()).ToHashSet(StringComparer.Ordinal);
        return Touching(actual.Moment.UnixMicroseconds).FirstOrDefault(path => !listed.Contains(path)) is { } absent
            ? $"{absent} is not listed"
            : null;
    }

    /// <summary>Everything with a good name that contains the moment, and all rivals of what does.</summary>
    private IEnumerable<string> Touching(long moment)
    {
        foreach (var hour in stream.Hours.Where(hour => hour.Readable))
        {
            var read = hour.Fates
                .Where(fate => fate.Value is "tombstoned" or "temporary" or "superseded" or "selected" or "vanished")
                .Select(fate => (Name: fate.Key, Fate: fate.Value, Read: NaiveName.Read(fate.Key)))
                .Where(entry => entry.Read.BrokenAt is null)
                .Select(entry =>
                    (
                        entry.Name,
                        entry.Fate,
                        Start: hour.Start + entry.Read.StartInHour,
                        End: hour.Start + entry.Read.StartInHour + entry.Read.Duration))
                .ToList();
            var starts = read.Where(entry => entry.Start <= moment && moment < entry.End && entry.Fate is "selected")
                .Select(entry => entry.Start)
                .ToHashSet();
            foreach (var entry in read.Where(entry => starts.Contains(entry.Start) || (entry.Start <= moment && moment < entry.End)))
                yield return $"{hour.Name}/{NaiveText.Show(entry.Name)}";
        }
    }

    private static string? RuleDifference(NaiveHour hour, string name, MomentEntry entry)
    {
        switch (entry.Fate)
        {
            case EntryFate.Bad:
                var finding = hour.Findings.Select(placed => placed.Finding).OfType<BadNameFinding>().Single(bad => bad.Path == entry.Path);
                return finding.Position == entry.Position && entry.Cause!.Length > 0
                    ? null
                    : $"{entry.Path} is broken at {finding.Position}";
            case EntryFate.Tombstoned:
                return entry.By?.ToString() == Path.ChangeExtension(entry.Path.ToString(), ".tombstone")
                    ? null
                    : $"{entry.Path} is tombstoned by {entry.By}";
            case EntryFate.Superseded:
                var loser = NaiveName.Read(name);
                var winner = hour.Selected.Single(s => s.Start == hour.Start + loser.StartInHour);
                var rule = FirstRule(winner, hour.Segment(name));
                return (entry.By?.ToString(), entry.Rule) == (winner.Path, rule)
                    ? null
                    : $"{entry.Path} is superseded by {winner.Path}: {rule}, not by {entry.By}: {entry.Rule}";
            case EntryFate.Unreadable:
                return entry.Cause == hour.FaultOf(name) ? null : $"{entry.Path} could not be told because of {hour.FaultOf(name)}";
            default:
                return entry.By is null && entry.Rule is null && entry.Cause is null ? null : $"{entry.Path} has a reason";
        }
    }

    /// <summary>The first of the rules of semantics §2 on which two segments of one start differ.</summary>
    private static ChoiceRule FirstRule(NaiveSegment winner, NaiveSegment loser)
    {
        if (winner.Kind != loser.Kind) return ChoiceRule.Kind;
        if (winner.IsFull && winner.Duration != loser.Duration) return ChoiceRule.Duration;
        if (SizeOf(winner) != SizeOf(loser)) return ChoiceRule.Size;
        return winner.IsFull && winner.HashNumber != loser.HashNumber ? ChoiceRule.Hash : ChoiceRule.Name;
    }

    private static long SizeOf(NaiveSegment segment) => segment.Entry.SizeFault is null ? segment.Entry.SizeBytes : -1;

    private (NaiveHour Hour, string RawName) Find(string path) => (
        from hour in stream.Hours
        from name in hour.Fates.Keys
        where $"{hour.Name}/{NaiveText.Show(name)}" == path
        select (hour, name)).Single();

    private static string WordOf(EntryFate fate) => fate == EntryFate.Tombstone ? "tombstones" : fate.ToString().ToLowerInvariant();
}
