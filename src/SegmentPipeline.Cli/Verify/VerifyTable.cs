using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>The columns of the table of a verification, in their order: those of its CSV.</summary>
/// <remarks>Names, types and order are an interface: columns are only ever added, at the end.</remarks>
internal static class VerifyTable
{
    internal static IReadOnlyList<TableColumn<VerificationRecord>> Columns { get; } =
    [
        Text("type", VerificationWords.TypeOf),
        Text("channel", record => VerificationFacts.StreamOf(record)?.Channel),
        Text("quality", record => VerificationFacts.StreamOf(record)?.Quality),
        Text("path", VerificationFacts.PathOf),
        TableColumn.Time<VerificationRecord>("start", record => VerificationFacts.RangeOf(record)?.Start),
        TableColumn.Time<VerificationRecord>("end", record => VerificationFacts.RangeOf(record)?.End),
        Text("kind", VerificationFacts.KindOf),
        TableColumn.Flag<VerificationRecord>("selected", VerificationFacts.IsSelected),
        Text("origin", VerificationFacts.OriginOf),
        Text("causes", VerificationFacts.CausesOf),
        Text("clock", VerificationFacts.ClockOf),
        TableColumn.Number<VerificationRecord>("microseconds", VerificationFacts.MicrosecondsOf),
        Text("before", VerificationFacts.BeforeOf),
        Text("after", VerificationFacts.AfterOf),
        Text("cause", VerificationFacts.CauseOf),
        Text("state", VerificationFacts.StateOf),
    ];

    private static TableColumn<VerificationRecord> Text(string name, Func<VerificationRecord, string?> valueOf) =>
        TableColumn.Text(name, valueOf);
}
