namespace SegmentPipeline.Hosting;

/// <summary>The labels of the metrics. Each has a bounded number of values; none is an hour or a path.</summary>
internal static class Label
{
    internal const string Archive = "archive";
    internal const string Channel = "channel";
    internal const string Quality = "quality";
    internal const string Outcome = "outcome";
    internal const string Fate = "fate";
    internal const string Finding = "finding";
    internal const string Reading = "reading";
    internal const string Change = "change";
    internal const string Class = "class";
    internal const string Level = "level";
    internal const string Category = "category";
    internal const string Operation = "operation";
    internal const string Error = "error.type";
    internal const string Work = "work";
    internal const string Hook = "hook";
    internal const string Replica = "replica";
    internal const string Verdict = "verdict";
    internal const string Cause = "cause";
    internal const string Method = "method";
    internal const string Route = "route";
    internal const string Status = "status";

    internal static KeyValuePair<string, object?> Create(string name, string value) => new(name, value);
}
