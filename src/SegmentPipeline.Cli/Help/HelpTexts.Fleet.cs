namespace SegmentPipeline.Cli;

/// <summary>The ends of the help of <c>pipeline fleet</c>.</summary>
internal static partial class HelpTexts
{
    internal const string Fleet = """
        Examples:
          pipeline fleet status
          pipeline fleet audit --via http://n2:8080 --copies 2

        A fleet is the hosts (pipeline serve, section "fleet") of the machines that have
        copies of an archive, or that mount one. Any of them answers for all; docs/fleet.md
        describes it.

        Exit codes: as each verb says, 64 usage.
        """;

    internal const string FleetStatus = """
        Examples:
          pipeline fleet status
          pipeline fleet status --via http://n1:8080 --via http://n2:8080 --format json

        Exit codes: 0 all nodes live, 2 the fleet cannot be asked, 3 some node does not
        live, 64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string FleetAudit = """
        Examples:
          pipeline fleet audit
          pipeline fleet audit --via http://n1:8080 --via http://n2:8080 --copies 2
          pipeline fleet audit --last 14d --single 10s --nodes n1,n2 --deadline 10m
          pipeline fleet audit --format ndjson --output verdict.ndjson
          pipeline fleet audit --run 20260328T221407-1a2b3c4d

        Each node audits the copy on its own disks; the verdict is over all of them, up to
        the moment for which the earliest audit speaks. A node that does not answer makes
        unknown what no other has. Of an archive that several nodes share they read the
        hours together, and the report is that of one machine.

        Stopping this stops the run. If the connection breaks, the run goes on, and the
        nodes are asked for a minute; --run shows it later.

        Exit codes: 0 nothing is gone, 1 something is gone, or has fewer copies than
        --copies says, 2 the fleet cannot be asked, or there is no verdict, 3 some node
        could not say everything, 64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string FleetCompare = """
        Examples:
          pipeline fleet compare
          pipeline fleet compare --last 2d --format ndjson
          pipeline fleet compare --run 20260328T221407-1a2b3c4d

        Each hole of each copy is divided by where it can be filled from: nodes that cover
        it, only another quality, unknown because some node could not say, or nowhere.

        Exit codes: 0 nothing is gone, 1 something is gone, 2 the fleet cannot be asked, or
        there is no verdict, 3 some node could not say everything, 64 usage,
        130 interrupted, 143 terminated.
        """;

    internal const string FleetVerify = """
        Examples:
          pipeline fleet verify --last 2d --deadline 12h
          pipeline fleet verify --level edges --nodes n1,n2
          pipeline fleet verify --format ndjson --output contents.ndjson
          pipeline fleet verify --run 20260328T221407-1a2b3c4d

        Each node reads the files of its own copy, as "verify" of its host says but for a
        budget and the part of the day, and its ledger remembers what is found; pipeline
        fill --replace-corrupt there fetches right copies.

        Exit codes: 0 all that was checked is right, 1 some file is corrupt, 2 the fleet
        cannot be asked, or nothing came of it, 3 some node could not read everything,
        64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string FleetFill = """
        Examples:
          pipeline fleet fill --dry-run
          pipeline fleet fill --dry-run --last 2d --channel desertbus

        Nothing is fetched: each node fills its own copy, by the pipeline fill that is told
        here, or again and again by "fill" of its host. What it fetches from must publish
        its archive ("publish" of its host).

        Exit codes: those of pipeline fleet compare.
        """;

    internal const string FleetWatch = """
        Examples:
          pipeline fleet watch
          pipeline fleet watch --via http://n1:8080 --via http://n2:8080

        Exit codes: 2 the fleet cannot be asked at the start, 64 usage, 130 interrupted,
        143 terminated.
        """;

    internal const string FleetStop = """
        Examples:
          pipeline fleet stop 20260328T221407-1a2b3c4d

        Exit codes: 0 stopped, or over before, 2 there is no such run, or the fleet cannot
        be asked, 64 usage.
        """;

    internal const string FleetDemo = """
        Examples:
          pipeline fleet demo

        The nodes are processes of this command on free ports of loopback, without a
        database, in a temporary directory; all of it is gone in the end. It takes half a
        minute. Not in the native command.

        Exit codes: 0 the verdicts were what they must be, 2 they were not, or this is the
        native command, 64 usage, 130 interrupted, 143 terminated.
        """;

    internal const string FleetSchema = """
        Examples:
          pipeline fleet schema | psql --dbname fleet

        The first node that joins makes the tables by itself, if it may; this is for who
        would rather make them first. The script may be run again. Not in the native
        command.

        Exit codes: 0 written, 2 this is the native command, 64 usage.
        """;
}
