namespace SegmentPipeline.Cli;

/// <summary>What stands at the end of each help.</summary>
internal static partial class HelpTexts
{
    internal const string Root = """
        Examples:
          pipeline demo                  see a report without an archive of your own
          pipeline audit /srv/archive    where are the holes?
          pipeline map /srv/archive      how do they look?
          pipeline segments /srv/archive desertbus source \
            --start 2026-03-28T22 --end 2026-03-28T23

        Exit codes:
            0  audited completely, nothing at or above --fail-on
            1  findings at or above --fail-on, or a hole with --no-holes
            2  could not audit, or could not write the report
            3  incomplete: something could not be read, figures are lower bounds
            4  coverage lost, or a segment found corrupt, since the last complete run
           64  the command line or the configuration is wrong; nothing was done
          124  the time budget ran out; the next run goes on from there
          130  interrupted
          143  terminated
          Any other code is a failure too.
        """;

    internal const string Audit = """
        Examples:
          pipeline audit /srv/archive
          pipeline audit /srv/archive --channel desertbus --quality source \
            --start 2026-03-28T22 --end 2026-03-29T04:30:00+01:00
          pipeline audit /srv/archive --format ndjson --output holes.ndjson
          pipeline audit /srv/archive --report report    then open report/index.html
          pipeline audit --config nightly.json --quiet
          pipeline audit /srv/archive --expect expect.json    as samples/expect.json
          pipeline audit /srv/archive --ledger pipeline.db --budget 20m
          pipeline audit /srv/archive --replica n2=http://n2:8080    why are they there?

        Every option but --config, --rebuild, --same-archive, --report, --causes,
        --replica, --replicas, --verified and --profile can stand in the configuration file, section "pipeline", or in an environment
        variable such as PIPELINE__TOLERANCE=10ms or PIPELINE__EXCLUDE__0=media.
        The command line beats the environment, which beats the file; a list is
        taken whole from the strongest that has it.

        The page of --report opens from disk, needs no network, and shows what is
        covered of each stream, to zoom into, with a table of findings to sort, filter,
        search and link to.

        With --causes each hole and each degraded range says where it came from, as far
        as this copy, the ledger and other copies tell: everywhere, node, source,
        quality, disk, restart or undetermined. --replica names another copy, and
        implies it.

        With a ledger, hours that have not changed are not read again, and the report
        ends with what is new, grown, shrunk, healed and lost since the last complete
        run, and which files were corrupted and mended. pipeline history shows what it
        holds.

        Exit codes: 0 passed, 1 findings, 2 could not audit or write, 3 incomplete,
        4 coverage lost, 64 usage, 124 budget spent, 130 interrupted, 143 terminated.
        """;

    internal const string Map = """
        Examples:
          pipeline map /srv/archive
          pipeline map /srv/archive --channel desertbus --output map.png
          pipeline map /srv/archive --by-day --start 2026-03-01T00 \
            --end 2026-04-01T00 --output march.html
          pipeline map /srv/archive --output - > map.svg

        A column that holds any missing time shows it, however long the column is, and
        the more the stronger. A start that is told from now (-2h) without an end goes
        on until now. The configuration says what is audited, as for pipeline audit; its
        format, output, ledger and fail-on do not matter here.

        Exit codes: 0 drawn, holes or not, 2 could not audit or write, 3 drawn, but
        something could not be read, 64 usage, 130 interrupted, 143 terminated; no file.
        """;

    internal const string History = """
        Examples:
          pipeline history
          pipeline history --ledger /srv/pipeline.db --runs 400 --format csv
          pipeline history --stream desertbus/source
          pipeline history holes --stream desertbus/source
          pipeline history --verify

        The ledger is that of --ledger, else the one that pipeline.json or
        PIPELINE__LEDGER names, else pipeline.db.

        Each audit has a digest of its figures, its reports and the digest of the
        audit before; --verify makes them anew and names each night that is another.

        Exit codes: 0 shown, or all as it was written down, 1 --verify found a night
        that is not, 2 the ledger cannot be read, 64 usage.
        """;

    internal const string Holes = """
        Examples:
          pipeline history holes
          pipeline history holes --ledger /srv/pipeline.db --format csv

        Open holes first, then those that have healed or lie outside of what is audited
        now, each with the first and the last run that saw it.

        Exit codes: 0 shown, 2 the ledger cannot be read, 64 usage.
        """;

    internal const string Segments = """
        Examples:
          pipeline segments /srv/archive desertbus source \
            --start 2026-03-28T22:10:00Z --end 2026-03-28T22:12:30.5Z --format json
          pipeline segments /srv/archive desertbus source \
            --start 2026-03-28T22 --end 2026-03-28T23 --no-holes --format paths
          pipeline segments /srv/archive desertbus source \
            --start 2026-03-28T22 --end 2026-03-28T23 \
            --format m3u8 --base-url https://example.org/segments/ > hour.m3u8
          pipeline segments /srv/archive desertbus source \
            --start 2026-03-28T22 --end 2026-03-28T23 --format ffconcat \
            > hour.ffconcat && ffplay -f concat -safe 0 hour.ffconcat

        With --prefer complete a chain of segments that are not full hides no full ones:
        all segments are weighed, not only the best of each start.

        Exit codes: 0 selected, 1 a hole with --no-holes, 2 could not read,
        3 incomplete, 64 usage.
        """;

    internal const string Compare = """
        Examples:
          pipeline compare /srv/archive --replica node2=http://node2:8000
          pipeline compare /srv/archive --replicas nodes.txt --last 14d
          pipeline compare /srv/archive --replica old=/mnt/old --format ndjson
          pipeline compare /srv/archive --replica node2=http://node2:8000 \
            --expect expect.json                    as samples/expect.json

        What is missing here is what a copy has and this archive has not, without what a
        tombstone of any copy withdraws, without what is here under a name that starts a
        millisecond away, and without what is younger than the settle time. Each hole is
        divided by where it can be filled from: a copy that covers it, only another
        quality, unknown because some copy could not say, or nowhere. Time that --expect
        does not name has no holes; a segment that is missing is missing all the same.

        Exit codes: 0 compared, 1 something that --fail-on names, 2 this archive cannot be
        read, 3 some copy could not be asked, 64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string Fill = """
        Examples:
          pipeline fill /srv/archive --replica node2=http://node2:8000 \
            --ledger main.db --replace-corrupt --quarantine /srv/broken
          pipeline fill /srv/archive --replica node2=http://node2:8000 --dry-run
          pipeline fill /srv/archive --replicas nodes.txt --only holes --last 2d \
            --expect expect.json
          pipeline fill /srv/archive --replicas nodes.txt --rate 20MiB/s --watch

        Tombstones first, then what covers holes, then the newest hours. Each file is
        hashed while it comes and gets its name when it is whole and what the name
        promises; nothing in the archive is changed, replaced or removed, and a kill at
        any moment leaves nothing that is not whole. A copy that fails rests, and the
        others go on. Leave --settle alone unless your recorders are slower than it.
        What --expect names, or the configuration, says where holes can be, as for
        audits: --only holes fetches nothing for time that nobody expects.

        With --replace-corrupt a file that pipeline verify --ledger has found to be other
        than its name promises, and that still is, is replaced by a verified copy; the
        broken one is linked into the quarantine first.

        Exit codes: 0 all that could be filled is, 1 something that --fail-on names,
        2 could not write or begin, 3 some copy could not be asked, 64 usage,
        124 the budget ran out, 130 interrupted, 143 terminated.
        """;

    internal const string Verify = """
        Examples:
          pipeline verify /srv/archive --last 2d
          pipeline verify /srv/archive --sample 3000
          pipeline verify /srv/archive --ledger pipeline.db --budget 50GB --rate 20MiB/s
          pipeline verify /srv/archive --level sizes --parallelism 8
          pipeline verify 30:15.0-2.0-full-*.ts

        Every name carries the SHA-256 of its content. This reads the content once, hashes
        it, and looks through the transport stream: whether it is whole, its counters go
        on, and its clock says what the name says. Nothing is changed. A file that cannot
        be read is told of, and is neither right nor corrupt.

        A sample says how surely: of 10,000,000 files 3,000 that are right mean that at
        most 0.1 % are corrupt, with 95 % confidence.

        With a ledger each run goes on where the last one ended: first what is new or has
        changed, then what has waited longest. --rate and --budget keep it out of the way
        of recorders, and --within says in what time all of it must have had its turn.

        Exit codes: 0 all that was checked is right, 1 something that --fail-on names,
        2 could not verify or write, 3 something could not be read, 64 usage,
        124 the budget is spent, 130 interrupted, 143 terminated.
        """;

    internal const string Why = """
        Examples:
          pipeline why /srv/archive desertbus source 2026-03-28T22:14:07Z
          pipeline why /srv/archive desertbus source 2026-03-28T22:14:07Z --format json

        The class of the moment and how far it reaches are what an audit of the whole
        stream finds with the default tolerance. Listed are the segments around it and
        every file that touches it, each with its fate and the rule that decided: which
        one supersedes it and why, its tombstone, or where its name is broken.

        Exit codes: 0 explained, whatever the answer, 2 could not read,
        3 explained, but something could not be read, 64 usage.
        """;

    internal const string Cut = """
        Examples:
          pipeline cut /srv/archive desertbus source \
            --start 2026-03-28T22:10:00Z --end 2026-03-28T22:12:30Z --output cut.ts
          pipeline cut /srv/archive desertbus source --mode exact \
            --start 2026-03-28T22:10:01.5Z --end 2026-03-28T22:12:29.3Z --output cut.ts
          pipeline cut /srv/archive desertbus source --no-holes \
            --start 2026-03-28T22 --end 2026-03-28T23 --output - | ffplay -

        A rough cut joins whole segments: it begins with the segment that covers the
        start and ends with the one that covers the end. An exact cut begins and ends
        with the range: ffmpeg encodes what is left of the first and the last segment
        anew, and those between are joined as they are. Holes are left out, and listed
        on standard error.

        Exit codes: 0 cut, 1 nothing in the range, or a hole with --no-holes; no file,
        2 could not read or write; no file, 3 something on the way could not be read:
        cut all the same, unless nothing is left or --no-holes forbids it, 64 usage,
        130 interrupted, 143 terminated.
        """;

    internal const string Generate = """
        Examples:
          pipeline generate /tmp/archive
          pipeline generate /tmp/archive --channels 2 --hours 48 --seed 7 --faults many

        The same options give the same tree. DIR/faults.ndjson lists what is planted.
        """;

    internal const string Demo = """
        Examples:
          pipeline demo
          pipeline demo /tmp/archive
        """;

    internal const string Selftest = """
        Examples:
          pipeline selftest --on /mnt/archive
          pipeline selftest --on .

        Tells what the file system is like, lays out an archive of some 5,000 small
        transport streams (25 MB) with known faults of names, coverage and content,
        audits it by both ways of reading directories and with a ledger over three
        changes, and verifies every file. Takes some seconds.

        Exit codes: 0 everything was found and nothing else, 1 something was not,
        2 could not try, 64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string Digest = """
        Examples:
          pipeline digest --ledger /srv/pipeline.db
          pipeline digest --days 30 --format html --output month.html
          pipeline digest --since 2026-03-01 --format markdown

        Without --ledger it is about the archives of section "serve" of pipeline.json,
        or else about the ledger that it names, or pipeline.db. Only ledgers are read,
        never an archive.

        Exit codes: 0 written, 2 the ledger cannot be read, 3 one of several cannot,
        64 usage.
        """;

    internal const string Serve = """
        Examples:
          pipeline serve
          pipeline serve --config nightly.json --urls http://127.0.0.1:9090
          pipeline serve --check
          curl -X POST http://127.0.0.1:8080/api/archives/main/runs

        The section "serve" of the configuration says which archives are audited when;
        docs/serve.md describes it. The log goes to standard error, the address to
        standard output. SIGTERM and SIGINT stop it: a run under way ends, what it has
        read is kept, and the next start goes on there.

        With --check it looks whether roots, ledgers, places of reports, other copies,
        hooks and the fleet's database are as they should be, all at once and within
        20 seconds, and says what would run when. It starts and changes nothing.

        Exit codes: 0 stopped when told to, or all is as it should be, 1 --check found
        what is not, 2 could not listen or start, 64 usage.
        """;

    internal const string Notify = """
        Examples:
          pipeline notify --test
          pipeline notify --test --config nightly.json desk

        The list "notify" in section "serve" of the configuration says who is told of
        archives, and how; docs/notify.md describes it. Each hook, or the one that is
        named, is sent one test message, which says that it is one. Of a ping the
        addresses of start and success are asked. One line each says how it went;
        addresses and secrets are in none of them.

        Exit codes: 0 all were told, 1 somebody was not, 2 could not write, 64 usage,
        130 interrupted, 143 terminated.
        """;
}
