namespace SegmentPipeline;

/// <summary>The stage <c>select</c>: keeps the best segment of each start, in time order.</summary>
/// <remarks>Source: semantics §2. The sizes that choices need are found first and asked together, from the directory held open: it costs a
/// fifth less than one by one.</remarks>
internal sealed class BestStage(IArchiveStore store)
{
    /// <summary>The whole stage.</summary>
    internal ValueTask SelectAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        FindQuestions(batch);
        return SizeAndSelectAsync(batch, cancellationToken);
    }

    /// <summary>What remains once the questions have been found.</summary>
    internal async ValueTask SizeAndSelectAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        await AskSizesAsync(batch, cancellationToken).ConfigureAwait(false);
        await SelectSizedAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the starts whose choice needs sizes. Reads the segments; sorts them and writes the questions.</summary>
    internal static void FindQuestions(HourBatch batch)
    {
        batch.Questions.Clear();
        var keys = batch.Sorter.Sorted(batch.Segments);
        for (var at = 0; at < keys.Length;)
        {
            var next = EndOfStart(keys, at);
            if (next > at + 1) new StartChoice(batch, keys[at..next]).AddQuestions();
            at = next;
        }
    }

    /// <summary>Asks for the sizes. Reads and answers the questions.</summary>
    internal ValueTask AskSizesAsync(HourBatch batch, CancellationToken cancellationToken) => AskSizesAsync(batch, 0, cancellationToken);

    /// <summary>Chooses, once the questions are answered. Reads the segments as they were sorted, and the answers; writes the selected, the
    /// fates, and what was sized or could not be. Where files have vanished since their names were read, the choice between those that are
    /// left may need further sizes: it is then made anew.</summary>
    internal async ValueTask SelectSizedAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        var unreadable = batch.Unreadable.Count;
        for (var asked = batch.Questions.Count; !TrySelect(batch); asked = batch.Questions.Count)
        {
            batch.ClearChoices(unreadable);
            await AskSizesAsync(batch, asked, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask AskSizesAsync(HourBatch batch, int from, CancellationToken cancellationToken)
    {
        if (batch.Questions.Count == from) return default;
        var work = batch.Work;
        return store.AskSizesAsync(work.Stream.DirectoryOf(work.Hour!.Value), batch.Names, batch.Questions, from, cancellationToken);
    }

    /// <summary>False if sizes were needed that had not been asked for; then the questions have them.</summary>
    private static bool TrySelect(HourBatch batch)
    {
        var keys = batch.Sorter.Keys;
        var answers = new SizeAnswers(batch);
        long superseded = 0, vanished = 0;
        for (var at = 0; at < keys.Length;)
        {
            var next = EndOfStart(keys, at);
            if (next == at + 1)
            {
                ref readonly var only = ref batch.Segments[StartSorter.IndexOf(keys[at])];
                batch.AddSelected(only);
                batch.NoteIfEmpty(only);
            }
            else
            {
                var choice = new StartChoice(batch, keys[at..next]);
                var outcome = choice.Decide(answers);
                if (outcome.Winner is { } winner) batch.AddSelected(batch.Segments[winner]);
                foreach (var rival in choice.Remaining) batch.NoteIfEmpty(batch.Segments[rival]);
                superseded += outcome.Superseded;
                vanished += outcome.Vanished;
            }

            at = next;
        }

        if (answers.AreMissing) return false;
        batch.Fates = batch.Fates with
        {
            Temporary = batch.SegmentCount - keys.Length,
            Superseded = superseded,
            Vanished = vanished,
            Selected = batch.SelectedCount,
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
