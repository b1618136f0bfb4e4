using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What SQLite says is told in words for whoever runs audits.</summary>
internal sealed class LedgerFaultsTests
{
    [TestCase(8, "it is read-only; name one that can be written")]
    [TestCase(776, "whoever wrote to it was ended in the middle of a write; the next audit undoes that")]
    [TestCase(1032, "it was moved or deleted while it was open; the next run starts a new one")]
    [TestCase(264, "it is read-only; name one that can be written")]
    public void CodeOfSqlite_ForAFileThatCannotBeWritten_IsToldInWords(int code, string why)
    {
        var told = LedgerFaults.ExceptionFor("/x.db", new SqliteException("attempt to write a readonly database", code & 0xFF, code));

        Assert.That((told.Fault, told.Message), Is.EqualTo((LedgerFault.Unusable, $"cannot use the ledger /x.db: {why}")));
    }
}
