namespace SegmentPipeline;

/// <summary>The stage <c>select</c>: keeps the best segment of each start, in time order.</summary>
/// <remarks>Source: semantics §2. The stage first finds which sizes the choices need, and then asks for all of them together, from the
/// directory held open: this costs a fifth less than asking one by one.</remarks>
internal sealed class SelectStage(IArchiveStore store)
{
    /// <summary>Does the whole stage: finds the questions, asks for the sizes, chooses. Reads Work, Names and Segments; writes Sorter,
    /// Questions, Selected, Sized, SizesChangedSeconds, Empties, and adds to Unreadable and Fates.</summary>
    internal ValueTask SelectAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        FindQuestions(buffers);
        return SizeAndSelectAsync(buffers, cancellationToken);
    }

    /// <summary>Asks for the sizes and chooses, after the questions have been found. Reads Work, Names, Segments, Sorter and Questions;
    /// writes the answers in Questions, Selected, Sized, SizesChangedSeconds, Empties, and adds to Unreadable and Fates.</summary>
    internal async ValueTask SizeAndSelectAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        await AskSizesAsync(buffers, cancellationToken).ConfigureAwait(false);
        await SelectSizedAsync(buffers, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the starts whose choice needs sizes. Reads Segments; writes Sorter and Questions.</summary>
    internal static void FindQuestions(HourBuffers buffers)
    {
        buffers.Questions.Clear();
        var keys = buffers.Sorter.Sorted(buffers.Segments);
        for (var at = 0; at < keys.Length;)
        {
            var next = EndOfStart(keys, at);
            if (next > at + 1) new StartChoice(buffers, keys[at..next]).AddQuestions();
            at = next;
        }
    }

    /// <summary>Asks for the sizes. Reads Work, Names and Questions; writes the answers in Questions.</summary>
    internal ValueTask AskSizesAsync(HourBuffers buffers, CancellationToken cancellationToken) =>
        AskSizesAsync(buffers, 0, cancellationToken);

    /// <summary>Chooses, after the questions have been answered. Reads Work, Names, Segments, Sorter and Questions; writes Selected, Sized,
    /// SizesChangedSeconds, Empties, and adds to Unreadable and Fates.</summary>
    /// <remarks>If files have vanished since their names were read, the choice between the other files may need further sizes. The method
    /// then adds them to Questions, asks for them, and makes all choices of the hour anew.</remarks>
    internal async ValueTask SelectSizedAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        var unreadable = buffers.Unreadable.Count;
        for (var asked = buffers.Questions.Count; !TrySelect(buffers); asked = buffers.Questions.Count)
        {
            buffers.ClearChoices(unreadable);
            await AskSizesAsync(buffers, asked, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask AskSizesAsync(HourBuffers buffers, int from, CancellationToken cancellationToken)
    {
        if (buffers.Questions.Count == from) return default;
        var work = buffers.Work;
        return store.AskSizesAsync(work.Stream.DirectoryOf(work.Hour!.Value), buffers.Names, buffers.Questions, from, cancellationToken);
    }

    /// <summary>False if a choice needed sizes that nobody had asked for; Questions then holds them.</summary>
    private static bool TrySelect(HourBuffers buffers)
    {
        var keys = buffers.Sorter.Keys;
        var answers = new SizeAnswers(buffers);
        long superseded = 0, vanished = 0;
        for (var at = 0; at < keys.Length;)
        {
            var next = EndOfStart(keys, at);
            if (next == at + 1)
            {
                ref readonly var only = ref buffers.Segments[StartSorter.IndexOf(keys[at])];
                buffers.AddSelected(only);
                buffers.NoteIfEmpty(only);
            }
            else
            {
                var choice = new StartChoice(buffers, keys[at..next]);
                var outcome = choice.Decide(answers);
                if (outcome.Winner is { } winner) buffers.AddSelected(buffers.Segments[winner]);
                foreach (var rival in choice.Remaining) buffers.NoteIfEmpty(buffers.Segments[rival]);
                superseded += outcome.Superseded;
                vanished += outcome.Vanished;
            }

            at = next;
        }

        if (answers.AreMissing) return false;
        buffers.Fates = buffers.Fates with
        {
            Temporary = buffers.SegmentCount - keys.Length,
            Superseded = superseded,
            Vanished = vanished,
            Selected = buffers.SelectedCount,
        };
        return true;
    }

    private static int EndOfStart(ReadOnlySpan<ulong> keys, int at)
    {
        var next = at + 1;
        while (next < keys.Length && keys[next] >> 32 == keys[at] >> 32) next++;
        return next;
    }
}
