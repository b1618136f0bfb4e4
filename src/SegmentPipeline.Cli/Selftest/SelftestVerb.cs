using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline selftest</c>: whether audits and verifications are right on a disk of the user's.</summary>
internal sealed class SelftestVerb(Surroundings surroundings)
{
    private const int ShownLines = 5;
    private const int NameWidth = 36;

    private bool _isRight = true;

    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "selftest",
            "Lays a small archive with known faults out on a disk of yours, and checks that each is found, and nothing else.");
        var on = new Option<string>("--on")
        {
            HelpName = "PATH",
            Required = true,
            Description = "A directory on the disk to try. A new directory is made in it, and removed at the end.",
        };
        command.Add(on);
        command.SetAction((parsed, stop) => new SelftestVerb(surroundings).RunAsync(parsed.GetRequiredValue(on), stop));
        return command;
    }

    private async Task<int> RunAsync(string on, CancellationToken cancellationToken)
    {
        if (on.Length == 0) throw new UsageException("--on: the value is empty");
        var parent = Path.GetFullPath(on, surroundings.Directory);
        var directory = Path.Combine(parent, $"pipeline-selftest-{Guid.NewGuid():N}");
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        using var page = new ReportPage(destination.Stream, surroundings.OutputScreen);
        try
        {
            if (!Directory.Exists(parent)) throw new AuditFailedException($"cannot try {parent}: there is no such directory");
            Directory.CreateDirectory(directory);
            await CheckAsync(page, directory, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (ReportException.IsOfTheDisk(fault))
        {
            throw new AuditFailedException($"cannot try {parent}: {ReportException.Words(fault)}", fault);
        }
        finally
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        }

        page.AddLine(_isRight ? "Everything is as it should be." : "[bold]This disk, or this build, is not to be trusted with an archive.[/]");
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
        return _isRight ? ExitCode.Success : ExitCode.Findings;
    }

    private async Task CheckAsync(ReportPage page, string directory, CancellationToken cancellationToken)
    {
        page.AddLine($"[bold]{ReportPage.Safe(Path.GetDirectoryName(directory)!)}[/]");
        if (OperatingSystem.IsLinux() && !ShowTraits(page, directory)) return;
        page.AddLine();
        var archive = new SelftestArchive(directory);
        using (var status = StatusLine.On(surroundings))
        {
            status?.Show(_ => "laying an archive out");
            await archive.LayOutAsync(cancellationToken).ConfigureAwait(false);
        }

        await CheckArchiveAsync(page, archive, cancellationToken).ConfigureAwait(false);
        page.AddLine();
    }

    private bool ShowTraits(ReportPage page, string directory)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var traits = new FileSystemTraits(directory);
        foreach (var (trait, seen) in traits.TryAll()) page.AddLine($"  {trait,-NameWidth}{ReportPage.Safe(seen)}");
        _isRight &= !traits.RefusesColons;
        return !traits.RefusesColons;
    }

    private async Task CheckArchiveAsync(ReportPage page, SelftestArchive archive, CancellationToken cancellationToken)
    {
        Show(page, "audit, by the kernel's calls", await archive.AuditAsync(false, cancellationToken).ConfigureAwait(false));
        Show(page, "audit, by the platform's calls", await archive.AuditAsync(true, cancellationToken).ConfigureAwait(false));
        Show(page, "verification of all files", await archive.VerifyAsync(cancellationToken).ConfigureAwait(false));
        Show(page, "audit with a new ledger", await archive.AuditWithLedgerAsync(cancellationToken).ConfigureAwait(false));
        archive.RemoveSegment();
        Show(page, "  after a segment has gone", await archive.AuditWithLedgerAsync(cancellationToken).ConfigureAwait(false));
        archive.RestoreSegment();
        Show(page, "  after it has come back", await archive.AuditWithLedgerAsync(cancellationToken).ConfigureAwait(false));
        archive.WithdrawSegment();
        Show(page, "  after it was withdrawn", await archive.AuditWithLedgerAsync(cancellationToken).ConfigureAwait(false));
    }

    private void Show(ReportPage page, string name, SelftestResult result)
    {
        _isRight &= result.IsRight;
        var words = result.IsRight
            ? $"{Plural.TextOf(result.Expected, "finding")}, as planted"
            : $"[bold]wrong[/]: {Plural.TextOf(result.Missing.Count, "finding")} missing, {result.Extra.Count} too many";
        page.AddLine($"  {name,-NameWidth}{words}");
        foreach (var line in result.Missing.Take(ShownLines)) page.AddLine($"    missing: {ReportPage.Safe(line)}");
        foreach (var line in result.Extra.Take(ShownLines)) page.AddLine($"    too many: {ReportPage.Safe(line)}");
    }
}
