using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>What became of an entry, and the rule that decided, in words.</summary>
internal static class FateWords
{
    /// <summary>The name of an entry, to be shown.</summary>
    internal static string NameOf(EntryPath entry) => VisibleText.MakeVisible(entry.Name);

    /// <summary>A kind, a class or a reason as it is called everywhere.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => value is HoleReason.AfterPartial ? "after-partial" : value.ToString().ToLowerInvariant();

    /// <summary>The sentence.</summary>
    internal static string SentenceOf(MomentEntry entry, MomentExplanation why, TimeWords times) => entry.Fate switch
    {
        EntryFate.Hidden => "hidden: its name starts with a dot",
        EntryFate.Foreign => "foreign: no file whose name ends in .ts or .tombstone",
        EntryFate.Tombstone => TombstoneOf(entry, why),
        EntryFate.Tombstoned => $"tombstoned by {NameOf(entry.By!)}",
        EntryFate.Bad => $"bad name: {entry.Cause}; at position {entry.Position}",
        EntryFate.Temporary => "temporary: still being written, or left over; never selected",
        EntryFate.Unreadable => $"unreadable: whether it is a file could not be asked: {VisibleText.MakeVisible(entry.Cause!)}",
        EntryFate.Vanished => "vanished: gone when its size was asked",
        EntryFate.Superseded =>
            $"superseded by {NameOf(entry.By!)}: {RuleOf(entry, why.Entries.FirstOrDefault(other => other.Path == entry.By))}",
        EntryFate.Selected =>
            $"selected: {KindOf(entry)}, {times.TextOf(new TimeRange(entry.Start!.Value, entry.End!.Value))}{SkippedOf(entry, why)}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Fate, "no such fate"),
    };

    /// <summary>Its kind; of one without content also what it counts as.</summary>
    private static string KindOf(MomentEntry entry) =>
        entry.IsEmpty
            ? $"{Word(entry.Kind!.Value)} but empty (its hash is that of nothing), which counts as partial" : Word(entry.Kind!.Value);

    private static string SkippedOf(MomentEntry selected, MomentExplanation why) =>
        why.Skipped.Any(segment => segment.EntryPath == selected.Path) ? "; the sequence skips it, as it overlaps what is played" : "";

    private static string TombstoneOf(MomentEntry tombstone, MomentExplanation why)
    {
        var path = tombstone.Path;
        var withdrawn = new EntryPath(path.Stream, path.Hour, [.. path.NameUtf8[..^".tombstone".Length], .. ".ts"u8]);
        var isAbsent = why.EntriesLeftOut == 0 && why.Entries.All(other => other.Path != withdrawn);
        return $"a tombstone: withdraws {NameOf(withdrawn)}{(isAbsent ? ", which is not there" : "")}";
    }

    private static string RuleOf(MomentEntry loser, MomentEntry? winner) => loser.Rule switch
    {
        ChoiceRule.Kind => winner is null ? "better kind" : $"{KindOf(winner)} is better than {KindOf(loser)}",
        ChoiceRule.Duration => "longer duration of the same kind",
        ChoiceRule.Size => $"larger size{Sizes(loser, winner)}, all before that being the same",
        ChoiceRule.Hash => "greater hash, all before that being the same",
        ChoiceRule.Name => "first name, all before that being the same",
        _ => throw new ArgumentOutOfRangeException(nameof(loser), loser.Rule, "no such rule"),
    };

    private static string Sizes(MomentEntry loser, MomentEntry? winner) => winner is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({Bytes(winner.SizeBytes)} against {Bytes(loser.SizeBytes)})");

    private static string Bytes(long? size) => size is { } known ? Plural.TextOf(known, "byte") : "an unknown one";
}
