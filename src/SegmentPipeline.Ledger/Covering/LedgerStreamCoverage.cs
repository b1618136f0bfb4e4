namespace SegmentPipeline.Ledger;

/// <summary>How a stream is covered. Answers for any range in the logarithm of how often the class changes, exactly.</summary>
public sealed class LedgerStreamCoverage
{
    private static readonly int Classes = CoverageClasses.All.Count;

    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly byte[] _classes;

    /// <summary>For each class, in the order of the table, the length of all ranges of it before the one of that number;
    /// nothing for those that do not occur.</summary>
    private readonly long[][] _sums;

    /// <param name="stream">The stream.</param>
    /// <param name="sets">The ranges of each class, each in time order, without a moment in common: all that was audited.</param>
    internal LedgerStreamCoverage(StreamId stream, IReadOnlyList<(CoverageClass Class, List<TimeRange> Ranges)> sets)
    {
        Stream = stream;
        var count = sets.Sum(set => set.Ranges.Count);
        (_starts, _ends, _classes) = (new long[count], new long[count], new byte[count]);
        _sums = new long[Classes][];
        Array.Fill(_sums, []);
        foreach (var set in sets) _sums[IndexOf((byte)set.Class)] = new long[count + 1];
        var at = 0;
        foreach (var (range, @class) in InOrder(sets, count))
        {
            (_starts[at], _ends[at]) = (range.Start.UnixMicroseconds, range.End.UnixMicroseconds);
            _classes[at] = (byte)@class;
            foreach (var set in sets)
            {
                var sums = _sums[IndexOf((byte)set.Class)];
                sums[at + 1] = sums[at] + (set.Class == @class ? range.Microseconds : 0);
            }

            at++;
        }
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>From the first to the last moment that was audited; null if nothing was.</summary>
    public TimeRange? Window => _starts.Length == 0 ? null : new TimeRange(new Timestamp(_starts[0]), new Timestamp(_ends[^1]));

    /// <summary>How many ranges of one class there are.</summary>
    public int Ranges => _starts.Length;

    /// <summary>All that was audited.</summary>
    public ClassMicroseconds Microseconds => Window is { } window ? Measure(window) : default;

    /// <summary>The longest hole, the earliest of several; null if there is none.</summary>
    public TimeRange? LongestHole
    {
        get
        {
            TimeRange? longest = null;
            for (var i = 0; i < _starts.Length; i++)
            {
                if (_classes[i] == (byte)CoverageClass.Missing && _ends[i] - _starts[i] > (longest?.Microseconds ?? 0))
                    longest = new TimeRange(new Timestamp(_starts[i]), new Timestamp(_ends[i]));
            }

            return longest;
        }
    }

    /// <summary>How many holes there are.</summary>
    public int Holes => _classes.Count(@class => @class == (byte)CoverageClass.Missing);

    /// <summary>How much of a range is of which class; time that was not audited is of none.</summary>
    /// <param name="range">The range.</param>
    public ClassMicroseconds Measure(TimeRange range)
    {
        if (range.IsEmpty) return default;
        Span<ClassMicroseconds> whole = new ClassMicroseconds[1];
        Measure(range, whole);
        return whole[0];
    }

    /// <summary>The same of each of so many columns of a range. The column of number i begins at <see cref="BoundaryOf"/> i; columns take
    /// all of the range, each moment in one.</summary>
    /// <param name="range">The range.</param>
    /// <param name="columns">Filled in; at least one.</param>
    public void Measure(TimeRange range, Span<ClassMicroseconds> columns)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Length);
        Span<long> before = stackalloc long[Classes];
        Span<long> after = stackalloc long[Classes];
        var place = SumBefore(range.Start.UnixMicroseconds, 0, before);
        for (var i = 0; i < columns.Length; i++)
        {
            place = SumBefore(BoundaryOf(range, i + 1, columns.Length).UnixMicroseconds, place, after);
            var column = default(ClassMicroseconds);
            for (var of = 0; of < after.Length; of++)
            {
                if (after[of] != before[of]) column = CoverageClasses.All[of].WithCount(column, after[of] - before[of]);
            }

            columns[i] = column;
            after.CopyTo(before);
        }
    }

    /// <summary>Where a column of a range begins: its start and that part of its length, cut to a microsecond.</summary>
    /// <param name="range">The range.</param>
    /// <param name="column">Number of the column; as many as there are for the end of the range.</param>
    /// <param name="columns">How many there are.</param>
    public static Timestamp BoundaryOf(TimeRange range, int column, int columns)
    {
        // The parts apart, so that nothing is too long for 64 bits and no longer division is needed.
        var (whole, rest) = Math.DivRem(range.Microseconds, columns);
        return range.Start.AddMicroseconds((whole * column) + (rest * column / columns));
    }

    /// <summary>The length of each class before a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="place">A number of ranges that end before it, as an earlier moment gave it.</param>
    /// <param name="sums">Filled in.</param>
    /// <returns>How many ranges end before the moment.</returns>
    private int SumBefore(long moment, int place, Span<long> sums)
    {
        var low = CountEndingBefore(moment, place);
        for (var of = 0; of < sums.Length; of++) sums[of] = _sums[of].Length == 0 ? 0 : _sums[of][low];
        if (low < _starts.Length && _starts[low] < moment) sums[IndexOf(_classes[low])] += moment - _starts[low];
        return low;
    }

    /// <summary>How many ranges end before a moment. Columns stand beside one another, so the next is sought from where the last was, in
    /// longer and longer steps.</summary>
    private int CountEndingBefore(long moment, int place)
    {
        var (low, step) = (place, 1);
        while (low + step <= _ends.Length && _ends[low + step - 1] <= moment)
        {
            low += step;
            step *= 2;
        }

        var high = Math.Min(_ends.Length, low + step - 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (_ends[middle] <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Sets that have no moment in common, as one in time order.</summary>
    private static IEnumerable<(TimeRange Range, CoverageClass Class)> InOrder(
        IReadOnlyList<(CoverageClass Class, List<TimeRange> Ranges)> sets,
        int count)
    {
        var places = new int[sets.Count];
        for (; count > 0; count--)
        {
            var next = -1;
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] < sets[i].Ranges.Count && (next < 0 || Start(i) < Start(next))) next = i;
            }

            yield return (sets[next].Ranges[places[next]++], sets[next].Class);
        }

        Timestamp Start(int of) => sets[of].Ranges[places[of]].Start;
    }

    private static int IndexOf(byte @class)
    {
        for (var of = 0; of < Classes; of++)
        {
            if ((byte)CoverageClasses.All[of].Member == @class) return of;
        }

        throw new InvalidOperationException("a class is in no table");
    }
}
