using System.Globalization;
using System.Text;

namespace SegmentPipeline.Fleet;

/// <summary>The tables of a fleet, and how older ones become current: a list of scripts, each of which leads from one version to the next,
/// and may be run again.</summary>
internal static class SchemaScript
{
    /// <summary>Whoever makes tables waits for whoever does so already: <c>SEGF</c>.</summary>
    private const int Lock = 0x53454746;

    private const string Folder = "SegmentPipeline.Fleet.Database.Schema.";

    /// <summary>The script at index N leads from version N to N + 1. They are only ever added to.</summary>
    internal static IReadOnlyList<string> Migrations { get; } = [Read("Version1.sql")];

    /// <summary>All of it in one transaction, as plain SQL. It refuses, and changes nothing, where a newer version has made the tables, or
    /// another program.</summary>
    /// <param name="migrations">The scripts.</param>
    internal static string Compose(IReadOnlyList<string> migrations)
    {
        var version = migrations.Count;
        var script = new StringBuilder();
        script.Append(
            CultureInfo.InvariantCulture,
            $"""
            -- The tables of a fleet, version {version}. This may be run again, and by several at once.
            BEGIN;
            SELECT pg_advisory_xact_lock({Lock});

            DO $check$
            BEGIN
                IF to_regclass('fleet_schema') IS NULL THEN
                    IF to_regclass('OrleansQuery') IS NOT NULL THEN
                        RAISE EXCEPTION '{TakenSchema}';
                    END IF;
                ELSIF (SELECT max(version) FROM fleet_schema) > {version} THEN
                    RAISE EXCEPTION '{NewerSchema}';
                END IF;
            END
            $check$;


            """);
        for (var i = 0; i < version; i++)
        {
            script.Append(migrations[i].TrimEnd()).Append("\n\n");
            script.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO fleet_schema (version) VALUES ({i + 1}) ON CONFLICT (version) DO NOTHING;\n\n");
        }

        return script.Append("COMMIT;\n").ToString();
    }

    /// <summary>What the script says where another program has tables.</summary>
    internal const string TakenSchema = "another program that works with Orleans has its tables here; give the fleet a database of its own";

    /// <summary>What the script says where a newer one was run.</summary>
    internal const string NewerSchema = "a newer version has made the tables of the fleet; use that version here too";

    private static string Read(string name)
    {
        using var stream = typeof(SchemaScript).Assembly.GetManifestResourceStream(Folder + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
