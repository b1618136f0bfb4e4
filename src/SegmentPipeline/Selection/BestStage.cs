namespace SegmentPipeline.Selection;

/// <summary>The stage <c>select</c>: keeps the best segment of each start, in time order.</summary>
/// <remarks>Source: semantics §2.</remarks>
internal sealed class BestStage(IDirectoryReader reader)
{
    /// <summary>Start and index of a segment in one number each, so that sorting moves 8 bytes; one buffer for each worker.</summary>
    [ThreadStatic]
    private static ulong[]? _keys;

    internal void Select(HourBatch batch)
    {
        var keys = KeysByStart(batch, out var temporary);
        long superseded = 0, vanished = 0;
        for (var at = 0; at < keys.Length;)
        {
            var next = at + 1;
            while (next < keys.Length && keys[next] >> 32 == keys[at] >> 32) next++;
            if (next == at + 1)
            {
                batch.AddSelected(batch.Segments[IndexOf(keys[at])]);
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
            Temporary = temporary, Superseded = superseded, Vanished = vanished, Selected = batch.SelectedCount,
        };
    }

    /// <summary>The index in the lower half of a key.</summary>
    internal static int IndexOf(ulong key) => unchecked((int)key);

    private static Span<ulong> KeysByStart(HourBatch batch, out long temporary)
    {
        var segments = batch.Segments;
        if (_keys is null || _keys.Length < segments.Length) _keys = new ulong[Math.Max(4096, segments.Length)];
        var count = 0;
        var isSorted = true;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Kind == SegmentKind.Temporary) continue;
            var key = ((ulong)segments[i].StartMicroseconds << 32) | (uint)i;
            isSorted &= count == 0 || _keys[count - 1] < key;
            _keys[count++] = key;
        }

        temporary = segments.Length - count;
        var keys = _keys.AsSpan(0, count);
        if (!isSorted) keys.Sort();
        return keys;
    }
}
