using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Reads the records of a run over copies, or of a verification.</summary>
internal static class FleetRecords
{
    /// <summary>Hands each record on.</summary>
    /// <returns>The exit code that stands at their end.</returns>
    /// <exception cref="FleetClientException">They are none.</exception>
    internal static async Task<int> ReadAsync(Stream records, Func<FleetRecord, ValueTask> take, CancellationToken cancellationToken)
    {
        var exit = ExitCode.Failure;
        try
        {
            await foreach (var record in FleetRecordReader.ReadAsync(records, cancellationToken).ConfigureAwait(false))
            {
                exit = FleetExit.Check(record switch
                {
                    FleetSummaryRecord summary => summary.Exit,
                    FleetContentsRecord summary => summary.Exit,
                    _ => exit,
                });
                await take(record).ConfigureAwait(false);
            }
        }
        catch (FormatException fault)
        {
            throw new FleetClientException($"what the fleet answers is no verdict: {fault.Message}", fault);
        }

        return exit;
    }
}
