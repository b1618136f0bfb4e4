namespace SegmentPipeline.Testing;

/// <summary>An archive made up from a seed, with a request that goes for its odd places.</summary>
/// <param name="Seed">What it was made from; enough to make it again.</param>
/// <param name="Tree">The archive.</param>
/// <param name="Request">What to audit.</param>
/// <param name="Now">What the clock shows.</param>
/// <param name="Ranges">Ranges to select, from every stream.</param>
internal sealed record FakedArchive(
    int Seed,
    ArchiveTree Tree,
    AuditRequest Request,
    AuditContext Context,
    Timestamp Now,
    IReadOnlyList<TimeRange> Ranges)
{
    /// <summary>All there is to know when an audit of it goes wrong.</summary>
    public override string ToString() =>
        $"seed {Seed}, now {Now}, settle {Request.SettleMicroseconds} µs, tolerance {Request.ToleranceMicroseconds} µs, "
        + $"window {Request.Start?.ToString() ?? "first"} – {Request.End?.ToString() ?? "last"}\n{Tree}";
}
