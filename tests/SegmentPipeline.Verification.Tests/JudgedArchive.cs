using System.Text;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests;

/// <summary>An archive in memory whose files give the verdicts that a test says: right ones of 1,000 bytes, unless it says
/// otherwise.</summary>
internal sealed class JudgedArchive
{
    internal const long FileBytes = 1000;

    private readonly Dictionary<string, FileVerdict> _verdicts = new(StringComparer.Ordinal);

    internal ArchiveTree Tree { get; } = new();

    /// <summary>Names of the files that were read, in the order in which they were begun.</summary>
    internal List<string> Read { get; } = [];

    internal int? ShuffleSeed { get; set; }

    internal Timestamp Now { get; set; } = Timestamp.Parse("2100-01-01T00");

    /// <summary>Called before a file is read, with the number of files that were read before.</summary>
    internal Action<int>? BeforeFile { get; set; }

    /// <summary>Makes an hour of files of two seconds each, without a gap.</summary>
    internal JudgedArchive Hour(string hour, int files, string stream = "c/q", int content = 0)
    {
        for (var i = 0; i < files; i++) Tree.Hour(stream.Split('/')[0], stream.Split('/')[1], hour).File(NameAt(i, content));
        return this;
    }

    /// <summary>The name of a file of such an hour.</summary>
    internal static string NameAt(int number, int content = 0) =>
        SegmentNames.Full($"{number / 30:00}:{number % 30 * 2:00}", content: content == 0 ? number : content);

    internal static FileVerdict Right(MediaClock? clock = null) => new()
    {
        Outcome = ReadingOutcome.Judged,
        SizeBytes = FileBytes,
        BytesRead = FileBytes,
        Clock = clock,
    };

    internal static FileVerdict Corrupt(CorruptCauseKind cause = CorruptCauseKind.Hash) => Right() with
    {
        Causes = [new CorruptCause { Cause = cause }],
        Origin = CorruptOrigin.Disk,
    };

    internal static FileVerdict Unread(ReadingOutcome outcome) => new() { Outcome = outcome, Fault = "it failed" };

    /// <summary>Says what a file gives, by its hour and its name.</summary>
    internal JudgedArchive Gives(string hour, string name, FileVerdict verdict)
    {
        _verdicts[$"{hour}/{name}"] = verdict;
        return this;
    }

    internal JudgedArchive GivesAgain(string hour, string name)
    {
        _verdicts.Remove($"{hour}/{name}");
        return this;
    }

    /// <summary>Verifies it, and gives all records.</summary>
    internal async Task<List<VerificationRecord>> VerifyAsync(
        VerificationRequest? request = null, VerificationContext? context = null, CancellationToken cancellationToken = default)
    {
        var records = new List<VerificationRecord>();
        await foreach (var record in StartAsync(request, context, cancellationToken)) records.Add(record);
        return records;
    }

    /// <summary>Verifies it, one record at a time.</summary>
    internal async IAsyncEnumerable<VerificationRecord> StartAsync(
        VerificationRequest? request = null,
        VerificationContext? context = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new InMemoryReader(Tree) { ShuffleSeed = ShuffleSeed };
        await using var opened = OpenedArchive.Open(reader, Now);
        context ??= new VerificationContext();
        var clock = context.TimeProvider == TimeProvider.System ? new FakeTimeProvider(Now.ToDateTimeOffset()) : context.TimeProvider;
        context = context with { TimeProvider = clock, Hooks = new VerificationHooks { Judge = Judge } };
        await foreach (var record in opened.Archive.VerifyAsync(request, context, cancellationToken)) yield return record;
    }

    /// <summary>The end of a verification.</summary>
    internal async Task<VerificationSummaryRecord> SumUpAsync(VerificationRequest? request = null, VerificationContext? context = null) =>
        (VerificationSummaryRecord)(await VerifyAsync(request, context))[^1];

    /// <summary>The records as lines of JSON.</summary>
    internal static async Task<string> TextOfAsync(IEnumerable<VerificationRecord> records)
    {
        using var stream = new MemoryStream();
        var writer = VerificationRecordWriter.CreateNdjson(stream);
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private FileVerdict Judge(Segment segment)
    {
        int number;
        lock (Read)
        {
            number = Read.Count;
            Read.Add(segment.Path);
        }

        BeforeFile?.Invoke(number);
        return _verdicts.GetValueOrDefault(segment.Path) ?? Right();
    }
}
