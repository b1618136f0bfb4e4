namespace SegmentPipeline.Fleet;

/// <summary>Recalls hours that other nodes have read, for the audit that makes the report. A few pieces of work are fetched ahead; what was
/// lost on the way is not known, and so is read.</summary>
/// <param name="plan">The pieces of work, in the order of the audit.</param>
/// <param name="fetch">Fetches what was told of a piece; null if nothing was.</param>
/// <param name="rootDevice">The device of the archive's root here.</param>
internal sealed class ToldHours(WorkPlan plan, Func<int, Task<byte[]?>> fetch, ulong rootDevice) : IHourMemory
{
    private const int Ahead = 16;

    private static readonly IReadOnlyDictionary<Hour, HourDigest> Nothing = new Dictionary<Hour, HourDigest>();

    private readonly Dictionary<(StreamId Stream, int Day), int> _places = Places(plan);
    private readonly Dictionary<int, Task<byte[]?>> _fetched = [];
    private readonly Dictionary<int, IReadOnlyDictionary<Hour, HourDigest>> _read = [];

    public HourDigest? Recall(StreamId stream, Hour hour) =>
        _places.TryGetValue((stream, DayOf(hour.SinceEpoch)), out var at) ? Read(at).GetValueOrDefault(hour) : null;

    public bool IsDueForCheck(StreamId stream, Hour hour) => false;

    public void Remember(StreamId stream, Hour hour, HourDigest digest)
    {
        // Nobody asks for it again.
    }

    private static Dictionary<(StreamId Stream, int Day), int> Places(WorkPlan plan) =>
        plan.Items.Index().ToDictionary(item => (item.Item.Stream, DayOf(item.Item.FirstHour)), item => item.Index);

    private static int DayOf(int hour) => Math.DivRem(hour, 24).Quotient;

    /// <summary>Fetches away from the scheduler of the audit: its thread waits for the answer, and must not be the one that brings
    /// it.</summary>
    private Task<byte[]?> Fetch(int at) => Task.Run(() => fetch(at));

    private IReadOnlyDictionary<Hour, HourDigest> Read(int at)
    {
        if (_read.TryGetValue(at, out var known)) return known;
        for (var next = at; next < Math.Min(at + Ahead, plan.Items.Count); next++)
            if (!_fetched.ContainsKey(next) && !_read.ContainsKey(next)) _fetched[next] = Fetch(next);
        _fetched.Remove(at, out var fetching);
        var digests = Nothing;
        try
        {
            // An audit asks its memory on a thread of its own work, and cannot go on without the answer.
            if (fetching!.GetAwaiter().GetResult() is { } bytes) digests = DigestBytes.Read(bytes, rootDevice);
        }
        catch (Exception fault) when (fault is FormatException || NodeFaults.IsPassing(fault))
        {
            // Not known, so it is read.
        }

        foreach (var old in _read.Keys.Where(old => old < at - 2 * Ahead).ToList()) _read.Remove(old);
        _read[at] = digests;
        return digests;
    }
}
