using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>The tables of a ledger, and how an older file becomes a current one: a list of scripts, each of which leads from one version to
/// the next.</summary>
internal static class LedgerSchema
{
    /// <summary>What marks a file as a ledger: <c>SEGL</c>.</summary>
    internal const int ApplicationId = 0x5345474C;

    /// <summary>The script at index N leads from version N to N + 1. They are only ever added to.</summary>
    internal static IReadOnlyList<string> Migrations { get; } =
    [
        Version1, UnreadableEntries, FurtherFindings, Checksums, SignedStreams, RootEntriesOfFindings, RunKinds, Contents, CorruptFindings,
        MendedFiles, KeptNotices, RunDigests, Expectations, Verdicts,
    ];

    /// <summary>Times are microseconds, and of directories seconds and nanoseconds, since 1970; <c>hour</c> is hours since 1970.
    /// Stream 0 stands for the archive as a whole.</summary>
    private const string Version1 = """
        CREATE TABLE archive (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            path TEXT NOT NULL, device INTEGER, inode INTEGER) STRICT;

        CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started INTEGER NOT NULL, ended INTEGER, status TEXT NOT NULL, exit INTEGER, base_run INTEGER,
            window_start INTEGER, window_end INTEGER, tolerance INTEGER NOT NULL, has_checks INTEGER NOT NULL,
            hours_total INTEGER NOT NULL DEFAULT 0, hours_read INTEGER NOT NULL DEFAULT 0, hours_recalled INTEGER NOT NULL DEFAULT 0,
            hours_checked INTEGER NOT NULL DEFAULT 0, name_bytes INTEGER NOT NULL DEFAULT 0, cursor TEXT,
            entries_hidden INTEGER, entries_foreign INTEGER, entries_tombstones INTEGER, entries_tombstoned INTEGER, entries_bad INTEGER,
            entries_temporary INTEGER, entries_superseded INTEGER, entries_selected INTEGER, entries_vanished INTEGER,
            us_full INTEGER, us_suspect INTEGER, us_partial INTEGER, us_missing INTEGER, us_unknown INTEGER,
            findings_hole INTEGER, findings_degraded INTEGER, findings_overlap INTEGER, findings_bad INTEGER, findings_stray INTEGER,
            findings_unreadable INTEGER, findings_stale_ledger INTEGER,
            delta_new INTEGER, delta_grown INTEGER, delta_shrunk INTEGER, delta_healed INTEGER, delta_lost INTEGER, delta_lost_us INTEGER) STRICT;

        CREATE TABLE stream (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL, quality TEXT NOT NULL,
            turn INTEGER NOT NULL DEFAULT 0,
            base_run INTEGER REFERENCES run (id),
            UNIQUE (channel, quality)) STRICT;
        INSERT INTO stream (id, channel, quality) VALUES (0, '', '');

        CREATE TABLE run_stream (
            run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            stream_id INTEGER NOT NULL REFERENCES stream (id),
            window_start INTEGER, window_end INTEGER, hours INTEGER NOT NULL,
            entries_hidden INTEGER, entries_foreign INTEGER, entries_tombstones INTEGER, entries_tombstoned INTEGER, entries_bad INTEGER,
            entries_temporary INTEGER, entries_superseded INTEGER, entries_selected INTEGER, entries_vanished INTEGER,
            us_full INTEGER, us_suspect INTEGER, us_partial INTEGER, us_missing INTEGER, us_unknown INTEGER,
            holes INTEGER, degraded INTEGER, overlaps INTEGER, discontinuities INTEGER, longest_hole_us INTEGER,
            delta_new INTEGER, delta_grown INTEGER, delta_shrunk INTEGER, delta_healed INTEGER, delta_lost INTEGER, delta_lost_us INTEGER,
            PRIMARY KEY (run_id, stream_id)) STRICT, WITHOUT ROWID;
        CREATE INDEX run_stream_of_stream ON run_stream (stream_id, run_id);

        CREATE TABLE hour (
            stream_id INTEGER NOT NULL REFERENCES stream (id), hour INTEGER NOT NULL,
            device INTEGER NOT NULL, inode INTEGER NOT NULL,
            modified_s INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_s INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
            trusted INTEGER NOT NULL, run_id INTEGER NOT NULL, facts BLOB NOT NULL,
            PRIMARY KEY (stream_id, hour)) STRICT;
        CREATE TABLE hour_names (
            stream_id INTEGER NOT NULL, hour INTEGER NOT NULL, names BLOB NOT NULL,
            PRIMARY KEY (stream_id, hour),
            FOREIGN KEY (stream_id, hour) REFERENCES hour (stream_id, hour) ON DELETE CASCADE) STRICT;
        CREATE TABLE hour_before (
            stream_id INTEGER NOT NULL REFERENCES stream (id), hour INTEGER NOT NULL, facts BLOB NOT NULL, names BLOB NOT NULL,
            PRIMARY KEY (stream_id, hour)) STRICT;

        CREATE TABLE known (
            stream_id INTEGER NOT NULL REFERENCES stream (id),
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, tolerance INTEGER NOT NULL,
            PRIMARY KEY (stream_id, start)) STRICT, WITHOUT ROWID;

        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            stream_id INTEGER NOT NULL REFERENCES stream (id), kind INTEGER NOT NULL, state INTEGER NOT NULL,
            start INTEGER, "end" INTEGER, path TEXT, cause TEXT,
            first_run INTEGER NOT NULL, first_seen INTEGER NOT NULL,
            last_run INTEGER NOT NULL, last_seen INTEGER NOT NULL,
            closed_run INTEGER, closed INTEGER) STRICT;
        CREATE INDEX finding_not_healed ON finding (stream_id, kind, path, start) WHERE state <> 1;
        CREATE INDEX finding_in_order ON finding (kind, state, ifnull(start, 0), id);
        """;

    /// <summary>How many entries of a run and of its streams could not be told.</summary>
    private const string UnreadableEntries = """
        ALTER TABLE run ADD COLUMN entries_unreadable INTEGER;
        ALTER TABLE run_stream ADD COLUMN entries_unreadable INTEGER;
        """;

    /// <summary>Counts of the types of findings that came later, and where streams end.</summary>
    private const string FurtherFindings = """
        ALTER TABLE run ADD COLUMN findings_silent INTEGER;
        ALTER TABLE run ADD COLUMN findings_empty INTEGER;
        ALTER TABLE run ADD COLUMN findings_future INTEGER;
        ALTER TABLE run_stream ADD COLUMN last_end INTEGER;
        """;

    /// <summary>When the root was made; who read an hour; and checksums. What has none, of an older program, is read again.</summary>
    private const string Checksums = """
        ALTER TABLE archive ADD COLUMN born INTEGER;
        ALTER TABLE hour ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE hour ADD COLUMN sum INTEGER;
        ALTER TABLE hour_names ADD COLUMN sum INTEGER;
        ALTER TABLE hour_before ADD COLUMN sum INTEGER;
        ALTER TABLE stream ADD COLUMN sum INTEGER;
        """;

    /// <summary>A checksum of which streams there are; none until the next complete run.</summary>
    private const string SignedStreams = "CREATE TABLE stream_set (id INTEGER PRIMARY KEY CHECK (id = 1), sum INTEGER NOT NULL) STRICT;";

    /// <summary>Of findings that belong to no stream the entry of the root in which they lie: a channel, or what stands where one should. Of those
    /// that older programs wrote it is what their path begins with.</summary>
    private const string RootEntriesOfFindings = """
        ALTER TABLE finding ADD COLUMN root_entry TEXT;
        UPDATE finding SET root_entry = substr(path, 1, instr(path || '/', '/') - 1) WHERE stream_id = 0;
        """;

    /// <summary>Runs that are no audits: what became of each filling, and from which replica which time came.</summary>
    private const string RunKinds = """
        ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'audit';
        CREATE TABLE fill (
            run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
            wanted INTEGER NOT NULL, published INTEGER NOT NULL, tombstones INTEGER NOT NULL, mismatches INTEGER NOT NULL,
            unfillable INTEGER NOT NULL, bytes INTEGER NOT NULL, holes_closed_us INTEGER NOT NULL, sources INTEGER NOT NULL) STRICT;
        CREATE TABLE fill_source (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            stream_id INTEGER NOT NULL REFERENCES stream (id),
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, replica TEXT NOT NULL, segments INTEGER NOT NULL) STRICT;
        CREATE INDEX fill_source_of_run ON fill_source (run_id);
        CREATE INDEX fill_source_of_stream ON fill_source (stream_id, run_id);
        """;

    /// <summary>What verifications found in files. Audits change nothing of it, but drop what is older than runs are kept.</summary>
    private const string Contents = """
        CREATE TABLE content (
            stream_id INTEGER NOT NULL REFERENCES stream (id), hour INTEGER NOT NULL,
            verified INTEGER NOT NULL, level INTEGER NOT NULL, names BLOB NOT NULL,
            device INTEGER, inode INTEGER, modified_s INTEGER, modified_ns INTEGER, changed_s INTEGER, changed_ns INTEGER,
            up_to BLOB, files INTEGER NOT NULL, bytes INTEGER NOT NULL, unreadable INTEGER NOT NULL, sum INTEGER NOT NULL,
            PRIMARY KEY (stream_id, hour)) STRICT, WITHOUT ROWID;
        CREATE TABLE corrupt (
            id INTEGER PRIMARY KEY,
            stream_id INTEGER NOT NULL REFERENCES stream (id), hour INTEGER NOT NULL, name BLOB NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind INTEGER NOT NULL, selected INTEGER NOT NULL,
            origin INTEGER, causes TEXT NOT NULL,
            first_run INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_run INTEGER NOT NULL, last_seen INTEGER NOT NULL,
            closed_run INTEGER, closed INTEGER) STRICT;
        CREATE UNIQUE INDEX corrupt_open ON corrupt (stream_id, hour, name) WHERE closed IS NULL;
        CREATE TABLE verification (
            run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
            level INTEGER NOT NULL, files INTEGER NOT NULL, checked INTEGER NOT NULL, bytes INTEGER NOT NULL,
            corrupt_files INTEGER NOT NULL, unreadable_files INTEGER NOT NULL, vanished_files INTEGER NOT NULL, not_checked INTEGER NOT NULL) STRICT;
        """;

    /// <summary>How many corrupt files an audit has told.</summary>
    private const string CorruptFindings = "ALTER TABLE run ADD COLUMN findings_corrupt INTEGER;";

    /// <summary>How many files were corrupted or mended between audits, and which of them fillings have replaced, from which
    /// replica.</summary>
    private const string MendedFiles = """
        ALTER TABLE run ADD COLUMN delta_corrupted INTEGER;
        ALTER TABLE run ADD COLUMN delta_mended INTEGER;
        ALTER TABLE run_stream ADD COLUMN delta_corrupted INTEGER;
        ALTER TABLE run_stream ADD COLUMN delta_mended INTEGER;
        ALTER TABLE fill ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE corrupt ADD COLUMN replaced INTEGER;
        ALTER TABLE corrupt ADD COLUMN replaced_from TEXT;
        CREATE INDEX corrupt_of_file ON corrupt (stream_id, hour, name);
        """;

    /// <summary>What somebody is still to be told: notices with the message that each goes out with, what goes on, when each hook was told last, and
    /// the last audit of which notices were made.</summary>
    private const string KeptNotices = """
        CREATE TABLE notice (
            key TEXT PRIMARY KEY, hook TEXT NOT NULL, message TEXT, made INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_trouble (
            hook TEXT NOT NULL, key TEXT NOT NULL, since INTEGER NOT NULL, told INTEGER NOT NULL,
            PRIMARY KEY (hook, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_hook (hook TEXT PRIMARY KEY, sent INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_run (id INTEGER PRIMARY KEY CHECK (id = 1), run_id INTEGER NOT NULL) STRICT;
        """;

    /// <summary>The SHA-256 of each audit and of the one before, which stays when the audit is dropped, and of the files of its
    /// reports.</summary>
    private const string RunDigests = """
        CREATE TABLE run_digest (
            run_id INTEGER PRIMARY KEY, previous TEXT, digest TEXT NOT NULL, dropped INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE TABLE run_report (
            run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
            PRIMARY KEY (run_id, path)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>What was expected of streams, what was off, and how many holes expectations explained away.</summary>
    private const string Expectations = """
        ALTER TABLE run ADD COLUMN us_off INTEGER;
        ALTER TABLE run ADD COLUMN delta_excused INTEGER;
        ALTER TABLE run_stream ADD COLUMN us_off INTEGER;
        ALTER TABLE run_stream ADD COLUMN delta_excused INTEGER;
        ALTER TABLE run_stream ADD COLUMN expected_us INTEGER;
        ALTER TABLE run_stream ADD COLUMN expected_ranges INTEGER;
        ALTER TABLE run_stream ADD COLUMN expected_source TEXT;
        ALTER TABLE run_stream ADD COLUMN expected_digest TEXT;
        """;

    /// <summary>What the last comparison with other copies said of holes; nothing of those that have not been compared.</summary>
    private const string Verdicts = """
        ALTER TABLE finding ADD COLUMN compared INTEGER;
        ALTER TABLE finding ADD COLUMN fillable_us INTEGER;
        ALTER TABLE finding ADD COLUMN lower_us INTEGER;
        ALTER TABLE finding ADD COLUMN unknown_us INTEGER;
        ALTER TABLE finding ADD COLUMN nowhere_us INTEGER;
        ALTER TABLE finding ADD COLUMN fillable_from TEXT;
        ALTER TABLE finding ADD COLUMN lower_as TEXT;
        """;

    /// <summary>Brings a file to the version that the list leads to, wholly or not at all. In one transaction, since each waits for the
    /// disk several times.</summary>
    internal static void Migrate(LedgerDatabase database, int version, IReadOnlyList<string> migrations)
    {
        if (version >= migrations.Count) return;
        database.InTransaction(() =>
        {
            foreach (var script in migrations.Skip(version)) database.Script(script);
            database.Script(
                $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {migrations.Count.ToString(CultureInfo.InvariantCulture)};"
            );
        });
    }
}
