using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>Reads what is expected: a list of rules, or the name of a file that has one.</summary>
internal static class ExpectationSection
{
    private const string OverrideKey = "override";

    private static readonly SectionReader<RuleDraft> Rule = new(
        [
            new("streams", PipelineKeyKind.Names, (rule, value) => rule.Streams = value.Names),
            new("always", PipelineKeyKind.Switch, (rule, value) => rule.Always = value.Switch),
            new("never", PipelineKeyKind.Switch, (rule, value) => rule.Never = value.Switch),
            new("windows", (section, rule) => ReadEach(section, ReadWindow, out rule.Windows)),
            new("weekly", (section, rule) => ReadEach(section, ReadWeekly, out rule.Weekly)),
            new("calendar", (section, rule) => ReadEach(section, text => (text, null), out rule.Calendars)),
            new("ranges", (section, rule) => ReadEach(section, text => (text, null), out rule.RangeFiles)),
            new("zone", PipelineKeyKind.Zone, (rule, value) => rule.Zone = value.Zone),
        ],
        OverrideKey);

    private static readonly SectionReader<OverrideDraft> Override = new(
    [
        new("start", (section, one) => ReadTime(section, out one.Start)),
        new("end", (section, one) => ReadTime(section, out one.End)),
        new("expected", PipelineKeyKind.Switch, (one, value) => one.Expected = value.Switch),
        new("reason", PipelineKeyKind.Text, (one, value) => one.Reason = value.Text),
        new("until", (section, one) => ReadTime(section, out one.Until)),
        new("by", PipelineKeyKind.Text, (one, value) => one.By = value.Text),
        new("given", (section, one) => ReadTime(section, out one.Given)),
    ]);

    /// <summary>The keys that an override must have.</summary>
    private static readonly IReadOnlyList<string> NeededKeys = ["start", "end", "expected", "reason", "until"];

    /// <summary>The keys that a rule may have.</summary>
    internal static IReadOnlyList<string> RuleKeys => Rule.Names;

    /// <summary>The keys that an override of a rule may have.</summary>
    internal static IReadOnlyList<string> OverrideKeys => Override.Names;

    /// <summary>Reads the value of the key <c>expect</c>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal static string? Read(IConfigurationSection section, AuditOptions options)
    {
        var items = section.GetChildren().ToList();
        if (items.Count == 0)
        {
            if (section.Value!.Contains('\0', StringComparison.Ordinal)) return "the value has a NUL in it";
            (options.Expect, options.ExpectFile) = ([], section.Value.Length == 0 ? null : section.Value);
            return null;
        }

        var faults = new List<PipelineFault>();
        var rules = ReadRules(section, faults);
        if (faults.Count > 0) return string.Join("; ", faults);
        (options.Expect, options.ExpectFile) = (rules, null);
        return null;
    }

    /// <summary>Reads a list of rules.</summary>
    internal static List<ExpectationRule> ReadRules(IConfigurationSection section, List<PipelineFault> faults)
    {
        var rules = new List<ExpectationRule>();
        foreach (var item in ItemsOf(section, "", faults)) rules.Add(ReadRule(item, faults));
        return rules;
    }

    private static ExpectationRule ReadRule(IConfigurationSection section, List<PipelineFault> faults)
    {
        var (rule, path) = (new RuleDraft(), $"{section.Key}:");
        Rule.Read(section, rule, faults, path);
        foreach (var item in ItemsOf(section.GetSection(OverrideKey), path + OverrideKey, faults))
        {
            var (one, place) = (new OverrideDraft(), $"{path}{OverrideKey}:{item.Key}:");
            var known = faults.Count;
            Override.Read(item, one, faults, place);
            if (one.FaultOf() is { } fault && faults.Count == known) faults.Add(new PipelineFault(place.TrimEnd(':'), fault));
            if (faults.Count == known) rule.Overrides.Add(one.ToOverride());
        }

        if (rule.IsEmpty && faults.Count == 0)
            faults.Add(new PipelineFault(path.TrimEnd(':'), $"the rule says nothing; its keys are {string.Join(", ", RuleKeys)}"));
        return rule.ToRule();
    }

    private static List<IConfigurationSection> ItemsOf(IConfigurationSection section, string path, List<PipelineFault> faults)
    {
        var items = section.GetChildren().ToList();
        if (string.IsNullOrEmpty(section.Value)
            && items.TrueForAll(item => item.Value is null
                && int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return items;
        faults.Add(new PipelineFault(path.Length == 0 ? "rules" : path, "a list of sections is expected: [ { … }, { … } ]"));
        return [];
    }

    /// <summary>A text, or a list of texts, each read.</summary>
    private static string? ReadEach<T>(IConfigurationSection section, Func<string, (T? Value, string? Fault)> read, out List<T> values)
        where T : class
    {
        values = [];
        string?[] texts = section.Value is { Length: > 0 } one ? [one] : [.. section.GetChildren().Select(item => item.Value)];
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text) || text.Contains('\0', StringComparison.Ordinal)) return "a text, or a list of texts, is expected";
            var (value, fault) = read(text);
            if (value is null) return fault;
            values.Add(value);
        }

        return null;
    }

    private static (WeeklyTime? Value, string? Fault) ReadWeekly(string text) => WeeklyTime.TryParse(text, out var value)
        ? (value, null)
        : (null, $"'{text}' is no time of the week; {WeeklyTime.Form}");

    private static (Window? Value, string? Fault) ReadWindow(string text)
    {
        if (text.Split('/') is not [var start, var end]) return (null, $"'{text}' is no range; write START/END, such as 2026-03-28T22/2026-03-29T04");
        if (!Timestamp.TryParse(start, out var from, out var fault)) return (null, fault);
        if (!Timestamp.TryParse(end, out var to, out fault)) return (null, fault);
        return from <= to ? (new Window(new TimeRange(from, to)), null) : (null, $"'{text}' ends before its start");
    }

    private static string? ReadTime(IConfigurationSection section, out Timestamp? value)
    {
        var isTime = Timestamp.TryParse(section.Value, out var time, out var fault);
        value = isTime ? time : null;
        return fault;
    }

    private sealed record Window(TimeRange Range);

    /// <summary>A rule that is being read.</summary>
    private sealed class RuleDraft
    {
        internal List<Window> Windows = [];
        internal List<WeeklyTime> Weekly = [];
        internal List<string> Calendars = [];
        internal List<string> RangeFiles = [];

        internal IReadOnlyList<string> Streams { get; set; } = [];

        internal bool Always { get; set; }

        internal bool Never { get; set; }

        internal TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

        internal List<ExpectationOverride> Overrides { get; } = [];

        internal bool IsEmpty => !Always && !Never
            && Windows.Count + Weekly.Count + Calendars.Count + RangeFiles.Count + Overrides.Count == 0;

        internal ExpectationRule ToRule() => new()
        {
            Streams = Streams,
            Always = Always,
            Never = Never,
            Windows = [.. Windows.Select(window => window.Range)],
            Weekly = Weekly,
            Calendars = Calendars,
            RangeFiles = RangeFiles,
            Zone = Zone,
            Overrides = Overrides,
        };
    }

    /// <summary>An override that is being read.</summary>
    private sealed class OverrideDraft
    {
        internal Timestamp? Start;
        internal Timestamp? End;
        internal Timestamp? Until;
        internal Timestamp? Given;

        internal string? By { get; set; }

        internal bool? Expected { get; set; }

        internal string? Reason { get; set; }

        internal string? FaultOf()
        {
            if ((Start, End, Until, Expected, Reason) is not ({ } start, { } end, not null, not null, not null))
                return $"it needs all of {string.Join(", ", NeededKeys)}";
            return start <= end ? null : $"it ends {end}, before its start {start}";
        }

        internal ExpectationOverride ToOverride() => new()
        {
            Range = new TimeRange(Start!.Value, End!.Value),
            Expected = Expected!.Value,
            Reason = Reason!,
            Until = Until!.Value,
            By = By,
            Given = Given,
        };
    }
}
