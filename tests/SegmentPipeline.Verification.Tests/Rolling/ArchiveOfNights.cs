using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>An archive that grows night by night, and of which an old hour is edited now and then.</summary>
internal sealed class ArchiveOfNights
{
    internal const int FilesOfHour = 6;
    private const int HoursBefore = 60;
    private const int HoursOfNight = 4;

    private readonly Random _random;
    private readonly FakeTimeProvider _clock = new(Timestamp.Parse("2026-03-28T00:10").ToDateTimeOffset());
    private readonly HashSet<string> _everRead = [];
    private Hour _next;

    internal ArchiveOfNights(int seed)
    {
        _random = new Random(seed);
        _next = new Hour(Timestamp.Parse("2026-03-28T00").Hour.SinceEpoch - HoursBefore);
        Add(HoursBefore);
    }

    internal JudgedArchive Archive { get; } = new();

    internal DictionaryContents Memory { get; } = new();

    /// <summary>A day passes: new hours, and an edit of some old one.</summary>
    internal void Pass()
    {
        _clock.Advance(TimeSpan.FromDays(1));
        Add(HoursOfNight);
        var edited = new Hour(_next.SinceEpoch - 1 - _random.Next(HoursBefore));
        var directory = Archive.Tree.Hour(edited.ToString());
        if (_random.Next(2) == 0) directory.File(JudgedArchive.NameAt(20 + _random.Next(200)));
        else if (directory.Entries.Count > 3) directory.Remove(directory.Entries[_random.Next(directory.Entries.Count)].RawName);
        Archive.Gives(edited.ToString(), directory.Entries[0].RawName, JudgedArchive.Corrupt());
    }

    internal async Task<VerificationSummaryRecord> VerifyAsync(int budget, int parallelism)
    {
        try
        {
            return await Archive.SumUpAsync(
                new() { Budget = new() { Files = budget }, FailOn = VerificationFailOn.None },
                new() { Memory = Memory, Parallelism = parallelism, TimeProvider = _clock });
        }
        finally
        {
            _everRead.UnionWith(Archive.Read);
        }
    }

    /// <summary>Hours with names that were never read, or that are not remembered.</summary>
    internal List<string> FindUnverified()
    {
        var unverified = new List<string>();
        foreach (var entry in Archive.Tree.Root.Child("c").Child("q").Entries)
        {
            var names = entry.Directory!.Entries.Select(file => $"{entry.RawName}/{file.RawName}");
            var isKnown = Memory.Hours.ContainsKey((new StreamId("c", "q"), Timestamp.Parse(entry.RawName).Hour));
            if (!isKnown || names.Any(name => !_everRead.Contains(name))) unverified.Add(entry.RawName);
        }

        return unverified;
    }

    /// <summary>What is remembered that nobody read.</summary>
    internal List<string> FindUnread()
    {
        var unread = new List<string>();
        foreach (var ((_, hour), verified) in Memory.Hours)
        {
            var read = _everRead.Count(path => path.StartsWith($"{hour}/", StringComparison.Ordinal));
            if (verified.Files > read) unread.Add($"{hour}: {verified.Files} of {read}");
            var last = verified.UpTo is { } name ? $"{hour}/{System.Text.Encoding.UTF8.GetString(name.Span)}" : null;
            if (last is not null && !_everRead.Contains(last)) unread.Add(last);
            unread.AddRange(verified.Corrupt.Select(file => file.Path.ToString()).Where(path => !_everRead.Contains(path)));
        }

        return unread;
    }

    private void Add(int hours)
    {
        for (var i = 0; i < hours; i++, _next = _next.Next) Archive.Hour(_next.ToString(), FilesOfHour);
        Archive.Now = Timestamp.FromDateTimeOffset(_clock.GetUtcNow());
    }
}
