using static SegmentPipeline.PipelineKeyKind;

namespace SegmentPipeline.Hosting;

/// <summary>Every option of an audit, declared once. The command line and the reader of the configuration are made from this table;
/// pipeline.json, its schema and docs/serve.md are held against it by tests.</summary>
internal static class PipelineOptionTable
{
    internal static readonly (PipelineOption Option, PipelineKey<PipelineOptions> Key)[] Rows =
    [
        Row(Text, (options, value) => options.Root = value.Text, new()
        {
            Name = "root", CommandName = "ROOT", Default = "null", IsOfArchives = true, IsOfEveryVerb = true,
            Help = "Directory of the archive, or the address of a node. May be left out if the configuration has it.",
            Description =
                "Directory of the archive: below it lie CHANNEL/QUALITY/HOUR. A relative path begins at the working directory. ROOT "
                + "on the command line stands before it.",
        }),
        Row(Names, (options, value) => options.Channels = value.Names, new()
        {
            Name = "channels", CommandName = "--channel", HelpName = "C", Default = "[]",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help = "Only this channel. May be repeated.",
            Description = "Names of the channels to audit. Empty: all.",
        }),
        Row(Names, (options, value) => options.Qualities = value.Names, new()
        {
            Name = "qualities", CommandName = "--quality", HelpName = "Q", Default = "[]",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help = "Only this quality. May be repeated.",
            Description = "Names of the qualities to audit. Empty: all.",
        }),
        Row(Names, (options, value) => options.Exclude = value.Names, new()
        {
            Name = "exclude", CommandName = "--exclude", HelpName = "GLOB", Default = "[]",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help =
                "Leave out a CHANNEL, a CHANNEL/QUALITY, or **/NAME on every level, beside what is left out by default; * matches "
                + "any characters, ? one. May be repeated.",
            Description =
                "Patterns of what to leave out beside what is left out by default: CHANNEL, CHANNEL/QUALITY, or **/NAME for a name "
                + "on every level, with * for any characters and ? for one. A list is taken whole from the strongest source.",
        }),
        Row(Switch, (options, value) => options.DefaultExcludes = value.Switch, new()
        {
            Name = "defaultExcludes", CommandName = "--no-default-excludes", Default = "true",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help =
                "Look also at what is left out by default: pseudo-channels of recorders, and what systems leave behind, such as "
                + "lost+found.",
            Description =
                "Whether what recorders keep beside the streams (coverage-maps, playlist-debug, emotes, media, blogs, the quality "
                + "chat, faults.ndjson) and what systems leave on any level (lost+found, @eaDir, #recycle, #snapshot, $RECYCLE.BIN, "
                + "System Volume Information, .Trash-*) is left out.",
        }),
        Row(Time, (options, value) => (options.Start, options.StartAgo) = (value.Moment.Time, value.Moment.AgoOrNull), new()
        {
            Name = "start", CommandName = "--start", HelpName = "T", Default = "null", IsOfWindows = true, IsOfEveryVerb = true,
            Help = $"Start of the window: {MomentText.HowToWrite} [first segment]",
            Description =
                "Start of the window, as RFC 3339 with any offset or none for UTC, YYYY-MM-DDTHH:MM, an hour YYYY-MM-DDTHH or a "
                + "date; now, or -2h for two hours before each audit. Null: the first segment of each stream.",
        }),
        Row(Time, (options, value) => (options.End, options.EndAgo) = (value.Moment.Time, value.Moment.AgoOrNull), new()
        {
            Name = "end", CommandName = "--end", HelpName = "T", Default = "null", IsOfWindows = true, IsOfEveryVerb = true,
            Help = "End of the window, written like the start; it is cut to now less --settle. [last segment's end]",
            Description =
                "End of the window, written like start. It is cut to now less the settle time. Null: the last segment end of each "
                + "stream.",
        }),
        Row(Span, (options, value) => options.Last = value.Duration, new()
        {
            Name = "last", CommandName = "--last", HelpName = "DURATION", Default = "null", IsOfEveryVerb = true,
            Help = "How long the window is that ends with --end, else now: 90m, 48h, 2d. [none]",
            Description =
                "How long the window is that ends with end, else with each audit: a duration such as 48h or 30d. Not together "
                + "with start.",
        }),
        Row(Duration, (options, value) => options.Tolerance = value.Duration, new()
        {
            Name = "tolerance", CommandName = "--tolerance", HelpName = "DURATION", Default = "\"10ms\"",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help = "Gaps and overlaps up to this are contiguous: 250us, 10ms, 1.5s, 2m, 1h. [10ms]",
            Description = "Gaps and overlaps up to this, inclusive, are contiguous. A duration: 250us, 10ms, 1.5s, 2m, 1h.",
        }),
        Row(Duration, (options, value) => options.Settle = value.Duration, new()
        {
            Name = "settle", CommandName = "--settle", HelpName = "DURATION", Default = "\"2m\"",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help = "How long before now the recorder may still be writing. [2m]",
            Description = "How long before now the recorder may still be writing; nothing is judged there. A duration.",
        }),
        Row(Silence, (options, value) => options.Silence = value.DurationOrOff, new()
        {
            Name = "silence", CommandName = "--silence", HelpName = "DURATION|off", Default = "\"10m\"",
            IsOfArchives = true, IsOfEveryVerb = true,
            Help =
                "How long before another quality of its channel a stream may end without being silent, which counts like a hole. "
                + "[10m]",
            Description =
                "How long before the last end of another quality of its channel a stream may have ended without being silent, which "
                + "counts like a hole. A duration, or off.",
        }),
        Row(Format, (options, value) => options.Format = value.Format, new()
        {
            Name = "format", CommandName = "--format", HelpName = "text|ndjson|json|csv|parquet", Default = "\"text\"",
            Help = "For people, one JSON object a line, one JSON document, one line a finding, or a columnar table. [text]",
            Description =
                "How the report is written: text for people, ndjson (one object a line) or json (one document) of all records, csv "
                + "with one line a finding, parquet for a columnar table.",
        }),
        Row(Text, (options, value) => options.Output = value.Text, new()
        {
            Name = "output", CommandName = "--output", HelpName = "FILE", Default = "null",
            Help = "Write the report there, whole or not at all; - for standard output. [-]",
            Description =
                "File of the report, written beside and renamed when it is whole. A relative path begins at the working directory. "
                + "Null: standard output.",
        }),
        Row(Switch, (options, value) => options.Hours = value.Switch, new()
        {
            Name = "hours", CommandName = "--hours", Default = "false",
            Help = "Also a record for each hour, in ndjson, json and parquet.",
            Description = "Whether ndjson and json have a record for each hour.",
        }),
        Row(PipelineKeyKind.FailOn, (options, value) => options.FailOn = value.FailOn, new()
        {
            Name = "failOn", CommandName = "--fail-on", HelpName = "none|hole|corrupt|degraded|overlap|any", Default = "\"hole\"",
            IsOfArchives = true,
            Help = "The mildest finding that makes exit code 1; each level has those before it. [hole]",
            Description =
                "Which findings make exit code 1. Each level also fails on those before it: none, hole, corrupt, degraded, overlap, any.",
        }),
        Row(PipelineKeyKind.Trust, (options, value) => options.Trust = value.Trust, new()
        {
            Name = "trust", CommandName = "--trust", HelpName = "names|verified", Default = "\"names\"", IsOfArchives = true,
            Help = "Believe names, or count what the ledger knows to be corrupt as suspect. [names]",
            Description =
                "What is believed of a segment: its name, or also what verifications have found, as the ledger has it: a selected "
                + "segment that is corrupt then counts as suspect. names or verified.",
        }),
        (
            new()
            {
                Name = "expect", CommandName = "--expect", HelpName = "FILE", Default = "[]", IsOfArchives = true,
                Help =
                    "A JSON file that says when which streams are expected: by the week, by calendars, by lists of ranges, with "
                    + "overrides; what is neither covered nor expected is off, and no hole. [always]",
                Description =
                    "When which streams are expected: rules, each for some streams. What sources and rules say adds up; a stream that no "
                    + "rule is about is expected always. Or the name of a JSON file that has such a list as expect. Empty: always.",
            },
            new("expect", ExpectationSection.Read)),
        Row(Count, (options, value) => options.Parallelism = value.Count, new()
        {
            Name = "parallelism", CommandName = "--parallelism", HelpName = "N", Default = "null", IsOfArchives = true,
            Help = "How many hours are read at once. [all cores]",
            Description =
                "How many hours are read at once. Does not change the report. Null: all cores in the command, all but one in a "
                + "host.",
        }),
        Row(Switch, (options, value) => options.Deterministic = value.Switch, new()
        {
            Name = "deterministic", CommandName = "--deterministic", Default = "false",
            Help = "Leave out clocks and absolute paths: the same archive gives the same bytes.",
            Description = "Whether the report leaves out clocks and absolute paths, so that the same archive gives the same bytes.",
        }),
        Row(Switch, (options, value) => options.Quiet = value.Switch, new()
        {
            Name = "quiet", CommandName = "--quiet", Default = "false",
            Help = "No progress on standard error.",
            Description = "Whether no progress is shown on standard error.",
        }),
        Row(Text, (options, value) => options.Ledger = value.Text, new()
        {
            Name = "ledger", CommandName = "--ledger", HelpName = "FILE", Default = "null", IsOfArchives = true,
            Help = "Remember the audit there: read only what may have changed since the last one, and tell what is different. [none]",
            Description =
                "File that remembers audits: what has not changed is not read again, and the report says what is different. A "
                + "relative path begins at the working directory. Null: none.",
        }),
        Row(Duration, (options, value) => options.Budget = value.Duration, new()
        {
            Name = "budget", CommandName = "--budget", HelpName = "DURATION", Default = "null", IsOfArchives = true,
            Help = "Stop after that time with exit code 124; the next run goes on from there. Needs --ledger. [none]",
            Description =
                "How long an audit may take; it stops with exit code 124, and the next goes on there. Needs a ledger. A duration. "
                + "Null: as long as it takes.",
        }),
        Row(Duration, (options, value) => options.Retention = value.Duration, new()
        {
            Name = "retention", CommandName = "--retention", HelpName = "DURATION", Default = "\"9600h\"", IsOfArchives = true,
            Help = "How long the ledger keeps runs. [9600h, 400 days]",
            Description = "How long the ledger keeps runs, and findings that have healed. A duration; the default is 400 days.",
        }),
    ];

    private static (PipelineOption Option, PipelineKey<PipelineOptions> Key) Row(PipelineKeyKind kind,
        Action<PipelineOptions, PipelineValue> assign, PipelineOption option) =>
        (option with { IsList = kind == Names, IsSwitch = kind == Switch }, new(option.Name, kind, assign));
}
