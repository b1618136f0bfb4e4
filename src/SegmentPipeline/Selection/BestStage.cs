namespace SegmentPipeline.Selection;

/// <summary>The stage <c>select</c>: keeps the best segment of each start, in time order.</summary>
/// <remarks>Source: semantics §2.</remarks>
internal sealed class BestStage(IDirectoryReader reader)
{
    internal void Select(HourBatch batch)
    {
        var keys = batch.Sorter.Sorted(batch.Segments);
        long superseded = 0, vanished = 0;
        for (var at = 0; at < keys.Length;)
        {
            var next = at + 1;
            while (next < keys.Length && keys[next] >> 32 == keys[at] >> 32) next++;
            if (next == at + 1)
            {
                batch.AddSelected(batch.Segments[StartSorter.IndexOf(keys[at])]);
            }
            else
            {
                var choice = new StartChoice(batch, keys[at..next]).Decide(reader);
                if (choice.Winner is { } winner) batch.AddSelected(batch.Segments[winner]);
                superseded += choice.Superseded;
                vanished += choice.Vanished;
            }

            at = next;
        }

        batch.Fates = batch.Fates with
        {
            Temporary = batch.SegmentCount - keys.Length,
            Superseded = superseded,
            Vanished = vanished,
            Selected = batch.SelectedCount,
        };
    }
}
