using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>How a database is named.</summary>
internal sealed class FleetDatabaseTests
{
    private static readonly string Nowhere = Path.Combine(Path.GetTempPath(), "no-such-file");

    [Test]
    public async Task Settings_ThatAreLeftOut_AreThoseOfANode()
    {
        await using var database = FleetDatabase.Open(new FleetOptions { Node = "n1", Database = "Host=db1;Username=u;Password=secret" });

        var settings = database.Settings;
        Assert.That((settings.MaxPoolSize, settings.Timeout, settings.CommandTimeout, settings.KeepAlive), Is.EqualTo((8, 5, 15, 15)));
        Assert.That(settings.ApplicationName, Is.EqualTo("pipeline n1"));
        Assert.That(database.Where, Is.EqualTo("db1:5432/u"));
    }

    [Test]
    public async Task Settings_ThatAreThere_Stay()
    {
        await using var database = FleetDatabase.Open(new FleetOptions
        {
            Node = "n1",
            Database = "Host=db1;Port=1;Database=f;Maximum Pool Size=3;Timeout=7;Command Timeout=9;Keepalive=11;Application Name=a",
        });

        var settings = database.Settings;
        Assert.That((settings.MaxPoolSize, settings.Timeout, settings.CommandTimeout, settings.KeepAlive), Is.EqualTo((3, 7, 9, 11)));
        Assert.That((settings.ApplicationName, database.Where), Is.EqualTo(("a", "db1:1/f")));
    }

    [Test]
    public async Task File_IsReadAsAWhole()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "\nHost=db2;Database=f\n");
            await using var database = FleetDatabase.Open(new FleetOptions { Node = "n1", DatabaseFile = file });

            Assert.That(database.Where, Is.EqualTo("db2:5432/f"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("Host", "database does not say how to reach PostgreSQL: it is not of the form Host=…;Database=…;Username=…")]
    [TestCase("Hots=a;Password=secret", "database does not say how to reach PostgreSQL: it is not of the form Host=…;Database=…;Username=…")]
    [TestCase("Host=a;Port=x;Password=secret", "database does not say how to reach PostgreSQL: it is not of the form Host=…;Database=…;Username=…")]
    [TestCase("Database=a;Password=secret", "database does not say how to reach PostgreSQL: it names no Host")]
    public void Text_ThatNamesNoDatabase_IsRefused_WithoutItsSecrets(string text, string message) =>
        Assert.That(() => FleetDatabase.Open(new FleetOptions { Node = "n1", Database = text }),
            Throws.TypeOf<FleetException>().With.Message.EqualTo(message));

    [Test]
    public void File_ThatCannotBeRead_IsRefused() => Assert.That(
        () => FleetDatabase.Open(new FleetOptions { Node = "n1", DatabaseFile = Nowhere }),
        Throws.TypeOf<FleetException>().With.Message.StartsWith($"databaseFile {Nowhere} cannot be read: "));
}
