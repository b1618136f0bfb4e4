namespace SegmentPipeline;

/// <summary>The stage <c>select</c>: keeps the best segment of each start, in time order.</summary>
/// <remarks>Source: semantics §2. The sizes that choices need are found first and asked together, from the directory held open: it costs a
/// fifth less than one by one.</remarks>
internal sealed class SelectStage(IArchiveStore store)
{
    /// <summary>The whole stage.</summary>
    internal ValueTask SelectAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        FindQuestions(buffers);
        return SizeAndSelectAsync(buffers, cancellationToken);
    }

    /// <summary>What remains once the questions have been found.</summary>
    internal async ValueTask SizeAndSelectAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        await AskSizesAsync(buffers, cancellationToken).ConfigureAwait(false);
        await SelectSizedAsync(buffers, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the starts whose choice needs sizes. Reads the segments; sorts them and writes the questions.</summary>
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

    /// <summary>Asks for the sizes. Reads and answers the questions.</summary>
    internal ValueTask AskSizesAsync(HourBuffers buffers, CancellationToken cancellationToken) => AskSizesAsync(buffers, 0, cancellationToken);

    /// <summary>Chooses, once the questions are answered. Reads the segments as they were sorted, and the answers; writes the selected, the
    /// fates, and what was sized or could not be. Where files have vanished since their names were read, the choice between those that are
    /// left may need further sizes: it is then made anew.</summary>
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

    /// <summary>False if sizes were needed that had not been asked for; then the questions have them.</summary>
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
