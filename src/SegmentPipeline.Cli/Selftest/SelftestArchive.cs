using SegmentPipeline.Ledger;
using SegmentPipeline.Synthesis;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>A made-up archive on the user's own disk, and everything that is asked of it.</summary>
/// <param name="directory">An empty directory, in which it is laid out.</param>
internal sealed class SelftestArchive(string directory)
{
    private static readonly SyntheticArchiveOptions Options = new() { Qualities = 1, Hours = 8, SecondsPerSegment = 6, Media = true };

    private readonly string _root = Path.Combine(directory, "archive");
    private readonly string _ledger = Path.Combine(directory, "ledger.db");
    private string _removed = "";

    /// <summary>How many files it has.</summary>
    internal long Files { get; private set; }

    private string Aside => Path.Combine(directory, "aside");

    private string PlantedList => Path.Combine(_root, SyntheticArchive.FaultListName);

    internal async Task LayOutAsync(CancellationToken cancellationToken)
    {
        var summary = await SyntheticArchive.WriteAsync(_root, Options, cancellationToken: cancellationToken).ConfigureAwait(false);
        Files = summary.Files;
    }

    /// <summary>Audits with one of the two readers of directories.</summary>
    internal async Task<SelftestResult> AuditAsync(bool usesPlatformReader, CancellationToken cancellationToken)
    {
        var found = await FindAsync(usesPlatformReader, cancellationToken).ConfigureAwait(false);
        return SelftestResult.Compare(FindingLines.PlantedForAudit(PlantedList), found);
    }

    /// <summary>Audits with a ledger, and again without: both must tell the same.</summary>
    internal async Task<SelftestResult> AuditWithLedgerAsync(CancellationToken cancellationToken)
    {
        var expected = await FindAsync(usesPlatformReader: false, cancellationToken).ConfigureAwait(false);
        var archive = SegmentArchive.Open(_root);
        await using var _ = archive.ConfigureAwait(false);
        using var ledger = AuditLedger.Open(_ledger, _root);
        var found = await FindingLines
            .OfAuditAsync(ledger.AuditAsync(archive, new AuditRequest(), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return SelftestResult.Compare(expected, found);
    }

    /// <summary>Verifies every file.</summary>
    internal async Task<SelftestResult> VerifyAsync(CancellationToken cancellationToken)
    {
        var archive = SegmentArchive.Open(_root);
        await using var _ = archive.ConfigureAwait(false);
        var found = await FindingLines
            .OfVerificationAsync(archive.VerifyAsync(new VerificationRequest(), null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return SelftestResult.Compare(FindingLines.PlantedForVerification(PlantedList), found);
    }

    /// <summary>Takes a segment away that nothing is planted beside: the second of the archive.</summary>
    internal void RemoveSegment()
    {
        _removed = SecondSegment();
        File.Move(_removed, Aside);
    }

    /// <summary>Brings it back.</summary>
    internal void RestoreSegment() => File.Move(Aside, _removed);

    /// <summary>Withdraws it.</summary>
    internal void WithdrawSegment() => File.WriteAllBytes(Path.ChangeExtension(_removed, ".tombstone"), []);

    private string SecondSegment() =>
        Directory
            .EnumerateFiles(Path.Combine(_root, "channel01", "source", Options.Start.ToString()), "*.ts")
            .Order(StringComparer.Ordinal)
            .ElementAt(1);

    private async Task<IReadOnlyList<string>> FindAsync(bool usesPlatformReader, CancellationToken cancellationToken)
    {
        var archive = SegmentArchive.Open(_root, new SegmentArchiveOptions { UsesPlatformReader = usesPlatformReader });
        await using var _ = archive.ConfigureAwait(false);
        return await FindingLines
            .OfAuditAsync(archive.AuditAsync(new AuditRequest(), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }
}

/// <summary>What a check has come to.</summary>
/// <param name="Expected">How many findings there had to be.</param>
/// <param name="Missing">Those that were not found.</param>
/// <param name="Extra">Those that should not have been.</param>
internal sealed record SelftestResult(int Expected, IReadOnlyList<string> Missing, IReadOnlyList<string> Extra)
{
    internal bool IsRight => Missing.Count == 0 && Extra.Count == 0;

    internal static SelftestResult Compare(IReadOnlyList<string> expected, IReadOnlyList<string> found) =>
        new(expected.Count, Without(expected, found), Without(found, expected));

    /// <summary>The lines that another list has fewer of.</summary>
    private static List<string> Without(IReadOnlyList<string> lines, IReadOnlyList<string> others)
    {
        var left = others.CountBy(line => line).ToDictionary();
        var without = new List<string>();
        foreach (var line in lines)
        {
            if (left.GetValueOrDefault(line) > 0) left[line]--;
            else without.Add(line);
        }

        return without;
    }
}
