using Microsoft.Extensions.Options;
using SegmentPipeline.Records;

namespace SegmentPipeline.Hosting.Scheduling;

/// <summary>Says whether scheduled archives could be audited now. Reads disks; call it where that may take a while.</summary>
public sealed class ArchiveReadiness
{
    private readonly IOptions<ServeOptions> _options;

    internal ArchiveReadiness(IOptions<ServeOptions> options) => _options = options;

    /// <summary>What stands in the way, archive by archive: a root that is not there, a ledger that cannot be used.</summary>
    /// <returns>Names of archives and causes; empty if all could be audited.</returns>
    public IReadOnlyList<(string Archive, string Cause)> Causes()
    {
        var causes = new List<(string, string)>();
        foreach (var archive in _options.Value.Archives)
        {
            if (CauseOf(archive) is { } cause) causes.Add((archive.Name!, VisibleText.Of(cause)));
        }

        return causes;
    }

    private static string? CauseOf(ScheduledArchive archive)
    {
        if (!Directory.Exists(archive.Audit.Root)) return $"there is no directory {archive.Audit.Root}";
        try
        {
            using var ledger = ArchiveHistory.Open(archive);
            if (ledger is not null) return null;
        }
        catch (AuditFailedException fault)
        {
            return fault.Message;
        }

        var home = Path.GetDirectoryName(archive.LedgerPath)!;
        return Directory.Exists(home) ? null : $"there is no directory {home} for the ledger";
    }
}
