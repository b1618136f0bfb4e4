using System.Runtime.Versioning;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>A ledger that one user fills and another one uses: it answers for nothing that the other may not read.</summary>
[Category("Process")]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class OtherUserTests
{
    private const string Closed = "2020-03-28T01";
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    private const string Audit =
        "$PIPELINE audit archive --ledger ledger/l.db --quiet --format ndjson --start 2020-03-28T00 --end 2020-03-28T03";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everyone = (UnixFileMode)0x1FF;

    private ArchiveBuilder _builder = null!;

    private string Home => Path.GetDirectoryName(_builder.Root)!;

    [SetUp]
    public void LayOut()
    {
        RequiredRights.RequireRoot();
        RequiredTool.Setpriv.Require();
        _builder = new ArchiveBuilder();
        foreach (var hour in (string[])["2020-03-28T00", Closed, "2020-03-28T02"])
            _builder.File("c", "q", hour, SegmentNames.Full("00:00", "3600"));
        File.SetUnixFileMode(_builder.PathOf("c", "q", Closed), OwnerOnly);
        File.SetUnixFileMode(Home, Everyone);
        File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(Home, "ledger")).FullName, Everyone);
    }

    [TearDown]
    public void Delete() => _builder?.Dispose();

    [Test]
    public async Task LedgerOfRoot_UsedByAnotherUser_LeavesUnknownWhatThatOneMayNotRead()
    {
        await FillLedgerAsync();
        var root = await BuiltCommand.ShellAsync(Home, $"{Audit}; code=$?; chmod 666 ledger/*; exit $code");
        await RequireACommandForEveryoneAsync();

        var nobody = await BuiltCommand.ShellAsync(Home, $"{AsNobody} {Audit}");
        var rootAgain = await BuiltCommand.ShellAsync(Home, Audit);

        Assert.That((root.ExitCode, rootAgain.ExitCode), Is.EqualTo((ExitCode.Success, ExitCode.Success)), root.Error + rootAgain.Error);
        Assert.That(nobody.ExitCode, Is.EqualTo(ExitCode.Incomplete), nobody.Error);
        Assert.That(nobody.OutputLines, Has.One.Contains($"\"type\":\"unreadable\",\"path\":\"c/q/{Closed}\""));
        Assert.That(nobody.OutputLines[^1], Does.Contain("\"missing\":0,\"unknown\":3600000000"));
        Assert.That(rootAgain.OutputLines, Has.None.Contains("\"type\":\"delta\""));
    }

    /// <summary>Fills it well after everything was laid out, so that the ledger trusts what it remembers.</summary>
    private async Task FillLedgerAsync()
    {
        var clock = FixedTimeProvider.FarAfter;
        using var ledger = AuditLedger.Open(
            Path.Combine(Home, "ledger", "l.db"),
            _builder.Root,
            new AuditLedgerOptions { TimeProvider = clock }
        );
        await using var archive = SegmentArchive.Open(_builder.Root, new SegmentArchiveOptions { TimeProvider = clock });
        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest()))
            Assert.That(record, Is.Not.InstanceOf<UnreadableFinding>());
    }

    private async Task RequireACommandForEveryoneAsync()
    {
        var outcome = await BuiltCommand.ShellAsync(Home, $"{AsNobody} $PIPELINE --version");
        if (outcome.ExitCode != 0)
            Assert.Ignore("other users may not run the command where it lies; check the project out where everyone may read");
    }
}
