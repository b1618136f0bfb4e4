using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>An archive on disk, a ledger beside it, and a clock: everything a night needs. Gone when it is disposed.</summary>
internal sealed class LedgerRoom : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>Where it can be, a disk in memory: thousands of ledgers are made, and waiting until each lies on a real disk is most of the
    /// time of these tests.</summary>
    private readonly string _home = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(Path.Combine(InMemory, $"segment-ledger-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("segment-ledger-").FullName;

    internal ArchiveBuilder Archive { get; } = new();

    /// <summary>Well after everything that tests do to directories, so that those are trusted.</summary>
    internal Timestamp Now { get; set; } = FixedTimeProvider.FarAfter.Now;

    internal string Ledger => Path.Combine(_home, "pipeline.db");

    internal string Home => _home;

    internal AuditRequest Request { get; set; } = new();

    internal AuditLedgerOptions Options { get; set; } = new();

    internal AuditLedger Open(string? root = null) =>
        AuditLedger.Open(Ledger, root ?? Archive.Root, Options with { TimeProvider = Clock });

    /// <summary>One night.</summary>
    /// <summary>Reads one hour after the other, so that a budget of nothing ends within few of them.</summary>
    internal static AuditContext HourByHour { get; } = new() { Hooks = new AuditHooks { HoursOfMessage = 1 }, Parallelism = 1 };

    internal async Task<Night> RunAsync(AuditRequest? request = null, AuditContext? context = null)
    {
        using var ledger = Open();
        return await RunAsync(ledger, request, context);
    }

    internal async Task<Night> RunAsync(AuditLedger ledger, AuditRequest? request = null, AuditContext? context = null)
    {
        await using var archive = OpenArchive();
        return await Night.OfAsync(ledger.AuditAsync(archive, request ?? Request, context ?? new AuditContext()));
    }

    /// <summary>The same without a ledger.</summary>
    internal async Task<Night> RunWithoutAsync(AuditRequest? request = null)
    {
        await using var archive = OpenArchive();
        return await Night.OfAsync(archive.AuditAsync(request ?? Request));
    }

    internal SegmentArchive OpenArchive() =>
        SegmentArchive.Open(Archive.Root, new SegmentArchiveOptions { TimeProvider = Clock, MayBeAbsent = true });

    /// <summary>Makes segments of two seconds that follow one another.</summary>
    internal void Segments(string hour, int fromSecond, int toSecond, string channel = "c", string type = "full")
    {
        for (var second = fromSecond; second < toSecond; second += 2) Archive.File(channel, "q", hour, NameOf(second, type));
    }

    /// <summary>Removes such segments.</summary>
    internal void Remove(string hour, int fromSecond, int toSecond, string channel = "c", string type = "full")
    {
        for (var second = fromSecond; second < toSecond; second += 2) File.Delete(Archive.PathOf(channel, "q", hour, NameOf(second, type)));
    }

    internal static string NameOf(int second, string type = "full") =>
        $"{second / 60:D2}:{second % 60:D2}-2.0-{type}-{SegmentNames.Hash(0)}.ts";

    internal FixedTimeProvider Clock => new(Now);

    public void Dispose()
    {
        Archive.Dispose();
        if (Directory.Exists(_home)) Directory.Delete(_home, recursive: true);
    }
}

/// <summary>What a run said.</summary>
internal sealed record Night(IReadOnlyList<AuditRecord> Records, Exception? Failure)
{
    internal SummaryRecord Summary => (SummaryRecord)Records[^1];

    internal IReadOnlyList<DeltaRecord> Deltas => [.. Records.OfType<DeltaRecord>()];

    /// <summary>The differences in one line each, without years and days.</summary>
    internal IReadOnlyList<string> DeltaLines => [.. Deltas.Select(delta =>
        $"{delta.Stream.Channel} {delta.Change} {delta.Class} {Short(delta.Range)}{(delta.Previous is { } previous ? $" was {Short(previous)}" : "")}"
        + (delta.Change == DeltaChange.Lost ? $" files {delta.VanishedFiles}" : ""))];

    internal static async Task<Night> OfAsync(IAsyncEnumerable<AuditRecord> records)
    {
        var taken = new List<AuditRecord>();
        try
        {
            await foreach (var record in records) taken.Add(record);
            return new Night(taken, null);
        }
        catch (Exception failure) when (failure is not AssertionException)
        {
            return new Night(taken, failure);
        }
    }

    /// <summary>The report as bytes, without differences, and with the outcome that an audit without a ledger gives.</summary>
    internal async Task<string> PlainAsync(AuditOutcome? outcome = null)
    {
        using var bytes = new MemoryStream();
        var writer = new NdjsonRecordWriter(bytes, RecordFields.Deterministic);
        foreach (var record in Records.Where(record => record is not DeltaRecord))
        {
            await writer.WriteAsync(
                record is SummaryRecord summary && outcome is { } audited ? summary with { Outcome = audited } : record);
        }

        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Short(TimeRange range) => $"{range.Start.ToString()[11..19]}–{range.End.ToString()[11..19]}";
}
