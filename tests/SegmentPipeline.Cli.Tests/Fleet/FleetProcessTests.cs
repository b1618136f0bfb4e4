namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>The verbs as processes, against hosts that are processes.</summary>
[Category("Process")]
internal sealed class FleetProcessTests
{
    [Test]
    public async Task Demo_ShowsBothVerdicts_AndLeavesNothing()
    {
        var home = Directory.CreateTempSubdirectory("pipeline-demo-");

        var demo = await BuiltCommand.ShellAsync(home.FullName, $"TMPDIR=$PWD {BuiltCommand.ManagedLine} fleet demo");

        Assert.That((demo.ExitCode, demo.Error), Is.EqualTo((ExitCode.Success, "")), demo.Output);
        Assert.That(
            demo.Output,
            Does.Contain("Failed: 3 of 3 nodes answered; 2 ranges gone (2m 00s), 2 ranges on one disk only (10m 00s).\nIt ends with exit code 1.\n"));
        Assert.That(
            demo.Output,
            Does.Contain("Incomplete: 2 of 3 nodes answered; nothing is gone, at least 6 ranges on one disk only (26m 00s).\nIt ends with exit code 3.\n"));
        Assert.That(Directory.GetDirectories(home.FullName, "pipeline-fleet-*"), Is.Empty);
        Assert.That(CommandsThatRun().Where(words => words.Contains(home.FullName, StringComparison.Ordinal)), Is.Empty);
        home.Delete(recursive: true);
    }

    [Test]
    public async Task Audit_ThatIsTerminated_StopsTheRun()
    {
        using var pipeline = new Pipeline();
        await using var node = await CannedNode.StartAsync();
        CannedFleet.Fill(node);
        node.Answer(CannedFleet.Look, 200, CannedFleet.Run("running"));
        var looks = 0;
        node.Asking = question =>
        {
            // Opens when the shell reads.
            if (question == CannedFleet.Look && ++looks == 2) pipeline.WriteFile("go", "now\n");
        };

        var outcome = await BuiltCommand.ShellAsync(
            pipeline.WorkingDirectory,
            $"mkfifo go; $PIPELINE fleet audit --via {node.Address} & read -r < go; kill -TERM $!; wait $!");

        Assert.That(outcome, Is.EqualTo(new Outcome(ExitCode.Terminated, "", "")));
        Assert.That(node.Asked[^1], Is.EqualTo(CannedFleet.Stop));
    }

    [Test]
    public async Task Fleet_OfThreeHosts_IsAskedFilledAndAskedWithoutOne()
    {
        using var fleet = await RealFleet.StartAsync();
        var via = string.Join(' ', fleet.Addresses.Reverse().Select(address => $"--via {address}"));

        var status = await BuiltCommand.ShellAsync(fleet.Home, $"$PIPELINE fleet status {via}");
        Assert.That(status.ExitCode, Is.Zero, status.Error);
        Assert.That(status.Output, Does.StartWith("Fleet demo, seen from n3: 3 of 3 nodes live"));

        var audit = await BuiltCommand.ShellAsync(fleet.Home, $"$PIPELINE fleet audit {via}");
        Assert.That((audit.ExitCode, audit.Error), Is.EqualTo((ExitCode.Findings, "")));
        Assert.That(audit.Output, Does.Match("Gone .*\n10.000s +2026-03-28T22:00:40.* c/q\n"));
        Assert.That(audit.Output, Does.Match("One disk .*\n +10.000s +2026-03-28T22:01:30.* c/q +n1\n"));
        Assert.That(audit.Output, Does.Match("c/q +10.000s +5.0 % +10.000s +5.0 % +10.000s +5.0 % +2m 50s 85.0 %\n"));
        Assert.That(audit.OutputLines[^1], Is.EqualTo(
            "Failed: 3 of 3 nodes answered; 1 range gone (10.000s), 1 range on one disk only (10.000s)."));

        var plan = await BuiltCommand.ShellAsync(fleet.Home, $"$PIPELINE fleet fill --dry-run {via}");
        Assert.That(plan.Output, Does.Contain("n2 lacks 30.000s, of which 20.000s can be fetched:"), plan.Error);
        var command = plan.OutputLines.SkipWhile(line => !line.StartsWith("n2 lacks", StringComparison.Ordinal))
            .First(line => line.StartsWith("  pipeline fill ROOT ", StringComparison.Ordinal))
            .Replace("pipeline fill ROOT", "$PIPELINE fill n2/archive", StringComparison.Ordinal);
        var filled = await BuiltCommand.ShellAsync(fleet.Home, command);
        Assert.That(filled.Output, Does.Contain("20.000s of holes closed"), filled.Error);

        await fleet.KillLastAsync();
        var after = await BuiltCommand.ShellAsync(fleet.Home, $"$PIPELINE fleet audit {via}");
        Assert.That((after.ExitCode, after.Error), Is.EqualTo((ExitCode.Incomplete, "")));
        Assert.That(after.Output, Does.Match("n3 +– +– +nothing: .*\n").And.Match("c/q +10.000s +5.0 % +– +3m 10s 95.0 %.*\n"));
        Assert.That(after.OutputLines[^1], Does.StartWith("Incomplete: 2 of 3 nodes answered; nothing is gone"));
    }

    private static IEnumerable<string> CommandsThatRun()
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(name => char.IsAsciiDigit(Path.GetFileName(name)[0])))
        {
            string words;
            try
            {
                words = File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (IOException)
            {
                continue;
            }

            yield return words;
        }
    }
}
