namespace SegmentPipeline.Cli;

/// <summary>What messages of the library call by the name of a member, whoever runs the command sets by an option or does by a
/// verb.</summary>
internal static class OptionWords
{
    private static readonly (string Member, string Written)[] Words =
    [
        ("AuditLedgerOptions.Rebuild", "--rebuild"),
        ("AuditLedgerOptions.SameArchive", "--same-archive"),
        ("AuditLedger.AuditAsync", "pipeline audit --ledger"),
    ];

    /// <summary>A message in the words of the command.</summary>
    internal static string Rewrite(string message) =>
        Words.Aggregate(message, (text, word) => text.Replace(word.Member, word.Written, StringComparison.Ordinal));
}
