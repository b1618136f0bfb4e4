using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Reads the section <c>serve</c>. The one place that knows its keys.</summary>
public static class ServeConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "serve";

    private const string ArchivesKey = "archives";
    private const string WindowKey = "window";
    private const string ReplicasKey = "replicas";
    private const string FillKey = "fill";
    private const string VerifyKey = "verify";
    private const string ReportsKey = "reports";

    private static readonly SectionReader<ServeOptions> Serve = new(
        [
            new("urls", PipelineKeyKind.Text, (options, value) => options.Urls = SplitUrls(value.Text!)),
            new("hosts", PipelineKeyKind.Names, (options, value) => options.Hosts = value.Names),
            new("otlp", PipelineKeyKind.Text, (options, value) => options.Otlp = value.Text),
            new("maxConcurrentRuns", PipelineKeyKind.Count, (options, value) => options.MaxConcurrentRuns = value.Count),
        ],
        ArchivesKey,
        NotifyConfiguration.Key,
        SiteConfiguration.Key);

    private static readonly SectionReader<ScheduledArchive> Archive = new(
        [
            new("name", PipelineKeyKind.Text, (archive, value) => archive.Name = value.Text),
            .. OptionsThat(option => option.IsOfArchives),
            new("cron", PipelineKeyKind.Text, (archive, value) => archive.Cron = value.Text, CronFaultOf),
            new("timeZone", PipelineKeyKind.Zone, (archive, value) => archive.TimeZone = value.Zone),
            new("publish", PipelineKeyKind.Switch, (archive, value) => archive.IsPublished = value.Switch),
            new("default", PipelineKeyKind.Switch, (archive, value) => archive.IsDefault = value.Switch),
            new("shared", PipelineKeyKind.Switch, (archive, value) => archive.IsShared = value.Switch),
            new("extras", PipelineKeyKind.Names, (archive, value) => archive.Extras = value.Names),
        ],
        WindowKey,
        ReplicasKey,
        FillKey,
        VerifyKey,
        ReportsKey);

    private static readonly SectionReader<ScheduledArchive> Window = new(
    [
        new("last", PipelineKeyKind.Span, (archive, value) => archive.Last = value.Duration),
        new("from", PipelineKeyKind.From, (archive, value) => archive.From = value.From),
        .. OptionsThat(option => option.IsOfWindows),
    ]);

    private static readonly SectionReader<ScheduledReplica> Replica = new(
    [
        new("name", PipelineKeyKind.Text, (replica, value) => replica.Name = value.Text),
        new("location", PipelineKeyKind.Text, (replica, value) => replica.Location = value.Text),
    ]);

    private static readonly SectionReader<ScheduledFill> Fill = new(
    [
        new("every", PipelineKeyKind.Duration, (fill, value) => fill.Every = value.Duration),
        new("when", PipelineKeyKind.Text, (fill, _) => fill.OnlyWhenAsked = true, text => text == "asked" ? null : $"'{text}' is not asked"),
        new("only", PipelineKeyKind.Text, (fill, _) => fill.OnlyHoles = true, text => text == "holes" ? null : $"'{text}' is not holes"),
        new("concurrency", PipelineKeyKind.Count, (fill, value) => fill.Concurrency = value.Count),
        new("rate", PipelineKeyKind.Rate, (fill, value) => fill.BytesPerSecond = value.Number),
        new("keepFree", PipelineKeyKind.Size, (fill, value) => fill.KeepFreeBytes = value.Number),
        new("maxFiles", PipelineKeyKind.Number, (fill, value) => fill.MostFiles = value.Number),
        new("budget", PipelineKeyKind.Duration, (fill, value) => fill.Budget = value.Duration),
    ]);

    private static readonly SectionReader<ScheduledVerify> Verify = new(
    [
        new("schedule", PipelineKeyKind.Text, (verify, value) => verify.Schedule = value.Text, CronFaultOf),
        new("level", PipelineKeyKind.Text, (verify, value) => verify.Level = VerifyTexts.ReadLevel(value.Text!)!.Value,
            VerifyTexts.FaultOfLevel),
        new("onlySelected", PipelineKeyKind.Switch, (verify, value) => verify.OnlySelected = value.Switch),
        new("rate", PipelineKeyKind.Rate, (verify, value) => verify.BytesPerSecond = value.Number),
        new("budget", PipelineKeyKind.Text, (verify, value) => verify.Budget = VerifyTexts.ReadBudget(value.Text!)!.Value,
            VerifyTexts.FaultOfBudget),
        new("window", PipelineKeyKind.Text, (verify, value) => verify.Window = WindowOf(value.Text!), VerifyTexts.FaultOfWindow),
        new("within", PipelineKeyKind.Text, (verify, value) => verify.Within = VerifyTexts.ReadTime(value.Text!), VerifyTexts.FaultOfTime),
    ]);

    private static readonly SectionReader<ScheduledReport> Report = new(
    [
        new("format", PipelineKeyKind.Text, (report, value) => report.Format = ScheduledReportFormats.Find(value.Text!)!.Value,
            ScheduledReportFormats.FaultOf),
        new("output", PipelineKeyKind.Text, (report, value) => report.Output = value.Text),
        new("keep", PipelineKeyKind.Number, (report, value) => report.Keep = (int)Math.Min(value.Number, int.MaxValue)),
    ]);

    /// <summary>The keys that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Keys => Serve.Names;

    /// <summary>The keys that an archive of <c>archives</c> may have.</summary>
    public static IReadOnlyList<string> ArchiveKeys => Archive.Names;

    /// <summary>The keys that the window of an archive may have.</summary>
    public static IReadOnlyList<string> WindowKeys => Window.Names;

    /// <summary>The keys that another copy of an archive may have.</summary>
    public static IReadOnlyList<string> ReplicaKeys => Replica.Names;

    /// <summary>The keys that the filling of an archive may have.</summary>
    public static IReadOnlyList<string> FillKeys => Fill.Names;

    /// <summary>The keys that the verifying of an archive may have.</summary>
    public static IReadOnlyList<string> VerifyKeys => Verify.Names;

    /// <summary>The keys that a report of an archive may have.</summary>
    public static IReadOnlyList<string> ReportKeys => Report.Names;

    /// <summary>The keys that a hook of <c>notify</c> may have.</summary>
    public static IReadOnlyList<string> NotifyKeys => NotifyConfiguration.Hook.Names;

    /// <summary>The keys that the email of a hook may have.</summary>
    public static IReadOnlyList<string> EmailKeys => NotifyConfiguration.Email.Names;

    /// <summary>The keys that the ping of a hook may have.</summary>
    public static IReadOnlyList<string> PingKeys => NotifyConfiguration.Ping.Names;

    /// <summary>The keys that <c>site</c> may have.</summary>
    public static IReadOnlyList<string> SiteKeys => SiteConfiguration.Site.Names;

    /// <summary>The keys that a link of <c>site</c> may have.</summary>
    public static IReadOnlyList<string> LinkKeys => SiteConfiguration.Link.Names;

    /// <summary>Reads all that the section says; what it does not mention, or says wrongly, stays as it is.</summary>
    /// <param name="section">The section itself. Case does not count in keys; a null value counts as absent.</param>
    /// <param name="inherited">What an archive is audited like where it does not say otherwise: the section <c>pipeline</c>, read.</param>
    /// <param name="options">What to fill in. Its archives are replaced if the section has any.</param>
    /// <returns>All faults at once: unknown keys, values that cannot be read, and rules that are broken although each value can be
    /// read. Empty if there are none.</returns>
    public static IReadOnlyList<PipelineFault> Read(IConfiguration section, PipelineOptions inherited, ServeOptions options)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(inherited);
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<PipelineFault>();
        Serve.Read(section, options, faults);
        var archives = ItemsOf(section, ArchivesKey, "", faults)
            .Select((item, index) => ReadArchive(item, inherited, $"{ArchivesKey}:{index}:", faults)).ToList();
        if (archives.Count > 0) options.Archives = archives;
        options.Notify = [.. ItemsOf(section, NotifyConfiguration.Key, "", faults)
            .Select((item, index) => NotifyConfiguration.Read(item, $"{NotifyConfiguration.Key}:{index}:", faults))];
        if (SectionOf(section, SiteConfiguration.Key, "", SiteConfiguration.Example, faults) is { } site)
            options.Site = SiteConfiguration.Read(
                site, ItemsOf(site, SiteConfiguration.LinksKey, $"{SiteConfiguration.Key}:", faults), faults);
        faults.AddRange(ServeRules.FaultsOf(options));
        return faults;
    }

    private static ScheduledArchive ReadArchive(IConfigurationSection section, PipelineOptions inherited, string path,
        List<PipelineFault> faults)
    {
        var archive = new ScheduledArchive { Audit = inherited.Copy() };
        Archive.Read(section, archive, faults, path);
        if (archive.Name is not null) archive.Audit.Ledger ??= $"{archive.Name}.db";
        var window = section.GetSection(WindowKey);
        if (!string.IsNullOrEmpty(window.Value)) faults.Add(new PipelineFault(path + WindowKey,
            "a section is expected, such as { \"last\": \"30d\" }"));
        if (window.GetChildren().Any())
        {
            archive.Audit.Start = archive.Audit.End = null;
            archive.Audit.StartAgo = archive.Audit.EndAgo = archive.Audit.Last = null;
            Window.Read(window, archive, faults, $"{path}{WindowKey}:");
        }

        archive.Replicas = [.. ItemsOf(section, ReplicasKey, path, faults)
            .Select((item, index) => ReadReplica(item, $"{path}{ReplicasKey}:{index}:", faults))];
        archive.Fill = ReadFill(section, path, faults);
        archive.Verify = ReadVerify(section, path, faults);
        archive.Reports = [.. ItemsOf(section, ReportsKey, path,
            faults).Select((item, index) => ReadReport(item, $"{path}{ReportsKey}:{index}:", faults))];
        return archive;
    }

    private static ScheduledReplica ReadReplica(IConfigurationSection section, string path, List<PipelineFault> faults)
    {
        var replica = new ScheduledReplica();
        Replica.Read(section, replica, faults, path);
        return replica;
    }

    /// <summary>How an archive is filled; null if it is not.</summary>
    private static ScheduledFill? ReadFill(IConfigurationSection archive, string path, List<PipelineFault> faults)
    {
        if (SectionOf(archive, FillKey, path, "{ \"every\": \"2m\" }", faults) is not { } section) return null;
        var fill = new ScheduledFill();
        Fill.Read(section, fill, faults, $"{path}{FillKey}:");
        return fill;
    }

    /// <summary>How an archive is verified; null if it is not.</summary>
    private static ScheduledVerify? ReadVerify(IConfigurationSection archive, string path, List<PipelineFault> faults)
    {
        if (SectionOf(archive, VerifyKey, path, "{ \"rate\": \"20MiB/s\" }", faults) is not { } section) return null;
        var verify = new ScheduledVerify();
        Verify.Read(section, verify, faults, $"{path}{VerifyKey}:");
        return verify;
    }

    /// <summary>A section of another; null if there is none. One without keys cannot be told from a null: the key alone says that there
    /// is one.</summary>
    private static IConfigurationSection? SectionOf(
        IConfiguration parent,
        string key,
        string path,
        string example,
        List<PipelineFault> faults)
    {
        var section = parent.GetChildren().FirstOrDefault(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (!string.IsNullOrEmpty(section?.Value))
            faults.Add(new PipelineFault(path + key, $"a section is expected, such as {example}, or {{}} for the defaults"));
        return section;
    }

    private static ScheduledReport ReadReport(IConfigurationSection section, string path, List<PipelineFault> faults)
    {
        var report = new ScheduledReport();
        Report.Read(section, report, faults, path);
        return report;
    }

    /// <summary>The items of a list of sections; what is no such list is a fault, and has none.</summary>
    private static List<IConfigurationSection> ItemsOf(IConfiguration section, string key, string path, List<PipelineFault> faults)
    {
        var list = section.GetSection(key);
        var items = list.GetChildren().ToList();
        if (string.IsNullOrEmpty(list.Value)
            && items.TrueForAll(item => item.Value is null
                && int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return items;
        faults.Add(new PipelineFault(path + key, "a list of sections is expected: [ { … }, { … } ]"));
        return [];
    }

    private static IEnumerable<PipelineKey<ScheduledArchive>> OptionsThat(Func<PipelineOption, bool> isTaken) =>
        PipelineConfiguration.Options.Where(isTaken)
            .Select(option => PipelineKey<ScheduledArchive>.FromOption(option, archive => archive.Audit));

    private static string? CronFaultOf(string text) => CronSchedule.TryParse(text, TimeZoneInfo.Utc, out _, out var cause)
        ? null
        : $"'{text}' is not a cron expression: {cause}; write 0 3 * * * for every day at three";

    private static DailyWindow? WindowOf(string text) => DailyWindow.TryParse(text, out var window) ? window : null;

    private static string[] SplitUrls(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
