using Parquet.Meta;

namespace SegmentPipeline.Reports;

/// <summary>A column of times in UTC, in microseconds.</summary>
/// <remarks>Written as numbers that are declared to be times. As <see cref="DateTime"/>s Parquet.Net 6.1.0 writes statistics in
/// milliseconds, by which readers pass over rows that they should find (its issue 769); nor do they reach beyond the year 9999, where
/// hostile hours may lead.</remarks>
internal sealed class TimeColumn<TRecord>(string name, Func<TRecord, Timestamp?> valueOf)
    : ValueColumn<TRecord, long>(name, record => valueOf(record)?.UnixMicroseconds)
{
    internal override void Declare(SchemaElement element)
    {
        element.LogicalType = new LogicalType
        {
            TIMESTAMP = new TimestampType { IsAdjustedToUTC = true, Unit = new TimeUnit { MICROS = new MicroSeconds() } },
        };
        element.ConvertedType = ConvertedType.TIMESTAMP_MICROS;
    }
}
