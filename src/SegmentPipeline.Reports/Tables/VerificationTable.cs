using Parquet.Schema;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Reports;

/// <summary>The columns of the table of a verification, in their order: those of its CSV.</summary>
/// <remarks>Names, types and order are an interface: columns are only ever added, at the end.</remarks>
internal static class VerificationTable
{
    internal static IReadOnlyList<TableColumn<VerificationRecord>> Columns { get; } =
    [
        new TextColumn<VerificationRecord>("type", VerificationWords.TypeOf),
        new TextColumn<VerificationRecord>("channel", record => VerificationFacts.StreamOf(record)?.Channel),
        new TextColumn<VerificationRecord>("quality", record => VerificationFacts.StreamOf(record)?.Quality),
        new TextColumn<VerificationRecord>("path", VerificationFacts.PathOf),
        new TimeColumn<VerificationRecord>("start", record => VerificationFacts.RangeOf(record)?.Start),
        new TimeColumn<VerificationRecord>("end", record => VerificationFacts.RangeOf(record)?.End),
        new TextColumn<VerificationRecord>("kind", VerificationFacts.KindOf),
        new ValueColumn<VerificationRecord, bool>("selected", VerificationFacts.IsSelected),
        new TextColumn<VerificationRecord>("origin", VerificationFacts.OriginOf),
        new TextColumn<VerificationRecord>("causes", VerificationFacts.CausesOf),
        new TextColumn<VerificationRecord>("clock", VerificationFacts.ClockOf),
        new ValueColumn<VerificationRecord, long>("microseconds", VerificationFacts.MicrosecondsOf),
        new TextColumn<VerificationRecord>("before", VerificationFacts.BeforeOf),
        new TextColumn<VerificationRecord>("after", VerificationFacts.AfterOf),
        new TextColumn<VerificationRecord>("cause", VerificationFacts.CauseOf),
        new TextColumn<VerificationRecord>("state", VerificationFacts.StateOf),
    ];

    internal static ParquetSchema Schema { get; } = new(Columns.Select(column => column.Field));
}
