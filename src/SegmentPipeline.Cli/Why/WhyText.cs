namespace SegmentPipeline.Cli;

/// <summary>The explanation of a moment as prose: the first sentence answers, what follows gives the reasons.</summary>
internal sealed class WhyText
{
    private readonly MomentExplanation _why;
    private readonly TimeWords _times;
    private readonly WrappedText _text;

    private WhyText(MomentExplanation why, int width)
    {
        _why = why;
        _times = new TimeWords(why.Moment);
        _text = new WrappedText(width);
    }

    internal static string Render(MomentExplanation why, int width)
    {
        var text = new WhyText(why, width);
        text.AddAnswer();
        text.AddBounds();
        text.AddAbsentHours();
        text.AddSequence();
        if (why.Unreadable.Count > 0) text._text.Add("Not everything could be read, so the answer may be another once it can be.");
        text.AddSegments("The segment before it", why.Before);
        text.AddSegments("The segment after it", why.After);
        text.AddVerifications();
        text.AddEntries();
        return text._text.ToString();
    }

    private void AddAnswer()
    {
        var stream = $"{VisibleText.MakeVisible(_why.Stream.Channel)} {VisibleText.MakeVisible(_why.Stream.Quality)}";
        _text.Add(
            $"{TimeWords.Full(_why.Moment)} of {stream} {(_why.Range is { } range ? ClassSentence(_times.TextOf(range)) : PlaceSentence())}"
        );
    }

    private string ClassSentence(string range) => _why.Class switch
    {
        CoverageClass.Full => $"is covered: full segments cover {range}.",
        CoverageClass.Suspect => $"is suspect: suspect segments, but no full ones, cover {range}.",
        CoverageClass.Partial => $"is partial: nothing better than partial segments covers {range}.",
        CoverageClass.Missing => $"is missing: nothing covers {range}.",
        CoverageClass.Off => $"is off: nothing covers {range}, and nothing is expected there.",
        _ => $"is unknown: {range} could not be read, and nothing that could be read covers it.",
    };

    private string PlaceSentence() => _why.Place switch
    {
        MomentPlace.NoSegments => "lies in no window: nothing is selected in the whole stream.",
        MomentPlace.BeforeFirst =>
            $"lies before the stream begins: its first selected segment starts at {_times.TextOf(_why.After!.Value.Start)}.",
        MomentPlace.AfterLast => "lies after the stream ends: every selected segment ends by then.",
        _ => "is not judged yet: it is so recent that the recorder may still be writing there.",
    };

    private void AddBounds()
    {
        if (_why.Range is null) return;
        _text.Add((_why.ClassBefore, _why.ClassAfter) switch
        {
            (null, null) => "That is the whole window of the stream.",
            (null, { } after) => $"The window of the stream begins there; after that it is {FateWords.Word(after)}.",
            ({ } before, null) => $"Before that the stream is {FateWords.Word(before)}; its window ends there.",
            ({ } before, { } after) when before == after => $"The stream is {FateWords.Word(before)} on either side.",
            ({ } before, { } after) => $"Before that the stream is {FateWords.Word(before)}, after that {FateWords.Word(after)}.",
        });
    }

    private void AddAbsentHours()
    {
        if (_why.HoursWithoutDirectory == 0) return;
        _text.Add(
            $"{Plural.TextOf(_why.HoursWithoutDirectory, "hour")} of it {(_why.HoursWithoutDirectory == 1 ? "has" : "have")} no directory."
        );
    }

    private void AddSequence() => _text.Add((_why.PlayedBy, _why.SequenceHole) switch
    {
        ({ } segment, _) => $"The playable sequence of its hour plays it by {VisibleText.MakeVisible(segment.Path)}.",
        (_, { } hole) =>
            $"The playable sequence of its hour does not play it: there it has a hole ({FateWords.Word(hole.Reason)}), {_times.TextOf(hole.Range)}.",
        _ => "The playable sequence of its hour goes on over it: it lies in a gap within the tolerance.",
    });

    private void AddSegments(string what, Segment? segment)
    {
        if (segment is not { } one) return;
        _text.AddLine();
        _text.Add($"{what}, {FateWords.Word(one.Kind)}, {_times.TextOf(one.Range)}:");
        _text.Add(VisibleText.MakeVisible(one.Path), indent: 2);
    }

    private void AddVerifications()
    {
        foreach (var one in _why.Verifications)
        {
            _text.AddLine();
            _text.Add($"What is in {VisibleText.MakeVisible($"{one.Path}")}:");
            _text.Add(WhenSentence(one), indent: 2);
            if (one.Corrupt is { } corrupt) _text.Add(CorruptSentence(corrupt), indent: 2);
            else if (one is { VerifiedAt: not null, ChangedAt: null }) _text.Add("Nothing was found wrong with it.", indent: 2);
            if (one.ChangedAt is { } changed)
                _text.Add($"It was put there, written to or renamed after that, at {TimeWords.Full(changed)}.", indent: 2);
        }
    }

    private static string WhenSentence(SegmentVerification one) => one switch
    {
        { Level: null } => "Its hour has not been verified.",
        { VerifiedAt: null } => "Its hour is being verified; that has not come to its end.",
        _ => $"The files of its hour were verified, level {one.Level.ToString()!.ToLowerInvariant()}, the first of them at {TimeWords.Full(one.VerifiedAt!.Value)}.",
    };

    private static string CorruptSentence(CorruptFile corrupt)
    {
        var causes = string.Join(", ", corrupt.Causes.Select(cause => cause.Cause.ToString().ToLowerInvariant()));
        var origin = corrupt.Origin switch
        {
            CorruptOrigin.Before => "; it was like that when it was written",
            CorruptOrigin.Name => "; it is another file's content, or renamed",
            CorruptOrigin.Disk => "; disk or copy",
            _ => "",
        };
        return $"It is corrupt: {causes}{origin}.";
    }

    private void AddEntries()
    {
        var entries = _why.Entries.Where(entry => !IsToldElsewhere(entry)).ToList();
        _text.AddLine();
        if (entries.Count == 0 && _why.EntriesLeftOut == 0)
        {
            _text.Add("No other entry touches it.");
            return;
        }

        _text.Add("Entries that touch it, lie around it, or cannot be placed:");
        foreach (var hour in entries.GroupBy(entry => entry.Path.Hour))
        {
            _text.AddLine();
            _text.AddLine($"In {hour.Key}:");
            foreach (var entry in hour) AddEntry(entry);
        }

        if (_why.EntriesLeftOut > 0) _text.Add($"… and {Plural.TextOf(_why.EntriesLeftOut, "more entry", "more entries")}");
    }

    private void AddEntry(MomentEntry entry)
    {
        _text.AddLine($"  {FateWords.NameOf(entry.Path)}");
        if (entry.Position is { } position) _text.AddLine($"{new string(' ', 2 + position)}^");
        _text.Add(FateWords.SentenceOf(entry, _why, _times), indent: 4);
    }

    /// <summary>The neighbours have been told, and a tombstone is where what it withdraws is.</summary>
    private bool IsToldElsewhere(MomentEntry entry) =>
        entry.Path == _why.Before?.EntryPath
        || entry.Path == _why.After?.EntryPath
        || _why.Entries.Any(other => other.Fate == EntryFate.Tombstoned && other.By == entry.Path);
}
