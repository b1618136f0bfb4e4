using System.Text;

namespace SegmentPipeline.Verification;

/// <summary>What there is to remember of an hour while its files come in, in order.</summary>
/// <remarks>Source: docs/verification.md §5. Nothing counts that was not read: from the first file on whose turn did not come, nothing
/// more is added. A file that was known to be corrupt stays so until it is found right at a level that could find what was wrong, or is
/// gone; one that cannot be read, or whose turn is still to come, stays as it is known.</remarks>
internal sealed class KeptHour
{
    private readonly ListedHour _hour;
    private readonly VerificationLevel _level;
    private readonly Dictionary<string, CorruptFile> _corrupt = new(StringComparer.Ordinal);
    private Timestamp? _verifiedAt;
    private long _files;
    private long _bytes;
    private long _unreadable;
    private int _next;
    private bool _isBroken;

    internal KeptHour(ListedHour hour, VerificationLevel level)
    {
        (_hour, _level, _next) = (hour, level, hour.Resumed);
        if (hour.Task.Known is not { } known) return;
        AddKnown(known.Corrupt);
        if (hour.Resumed == 0) return;
        (_verifiedAt, _files, _bytes, _unreadable) = (known.VerifiedAt, known.Files, known.Bytes, known.Unreadable);
    }

    /// <summary>Whether every file has had its turn.</summary>
    internal bool IsFinished => !_isBroken && _next == _hour.Scope.Length;

    /// <summary>Whether anything was added since it was asked for last.</summary>
    internal bool HasNews { get; private set; }

    /// <summary>Whether a corrupt file was added since.</summary>
    internal bool HasCorruptNews { get; private set; }

    /// <summary>Takes what reading the next file gave.</summary>
    internal void Add(FileReading reading, CorruptFile? corrupt)
    {
        if (_isBroken || reading.Verdict is not { } verdict || reading.Place != _next)
        {
            _isBroken = true;
            return;
        }

        _next++;
        HasNews = true;
        _verifiedAt ??= reading.ReadAt;
        var name = KeyOf(_hour.SegmentAt(reading.Place).NameUtf8);
        switch (verdict.Outcome)
        {
            case ReadingOutcome.Unreadable:
                _unreadable++;
                return;
            case ReadingOutcome.Vanished:
                _corrupt.Remove(name);
                return;
        }

        _files++;
        _bytes += verdict.SizeBytes;
        if (corrupt is not null)
        {
            HasCorruptNews = true;
            _corrupt[name] = corrupt;
        }
        else if (_corrupt.TryGetValue(name, out var known) && !CauseLevels.AreAllBeyond(known, _level))
        {
            _corrupt.Remove(name);
        }
    }

    /// <summary>What is to be remembered now.</summary>
    /// <param name="now">When an hour without files was looked at.</param>
    internal VerifiedHour ToRemember(Timestamp now)
    {
        (HasNews, HasCorruptNews) = (false, false);
        return new VerifiedHour
        {
            VerifiedAt = _verifiedAt ?? now,
            Level = _level,
            Names = _hour.Names,
            Fingerprint = _hour.Contents.Fingerprint,
            UpTo = IsFinished ? (ReadOnlyMemory<byte>?)null : _hour.SegmentAt(_next - 1).NameUtf8.ToArray(),
            Files = _files,
            Bytes = _bytes,
            Unreadable = _unreadable,
            Corrupt = [.. _corrupt.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)],
        };
    }

    /// <summary>The corrupt files that are known and still there.</summary>
    private void AddKnown(IReadOnlyList<CorruptFile> known)
    {
        if (known.Count == 0) return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _hour.Contents.Count; i++) names.Add(KeyOf(_hour.Contents[i].NameUtf8));
        foreach (var file in known)
        {
            var name = KeyOf(file.Path.NameUtf8);
            if (names.Contains(name)) _corrupt[name] = file;
        }
    }

    private static string KeyOf(ReadOnlySpan<byte> name) => Encoding.Latin1.GetString(name);
}
