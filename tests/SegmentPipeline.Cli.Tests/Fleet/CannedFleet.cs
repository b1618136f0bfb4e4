using System.Text.Json;

namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>What a fleet of two nodes answers: <c>n1</c> says all, <c>n2</c> nothing.</summary>
internal static class CannedFleet
{
    internal const string Fleet = "GET /api/fleet";
    internal const string Begin = "POST /api/fleet/runs";
    internal const string Look = "GET /api/fleet/runs/ID";
    internal const string Read = "GET /api/fleet/runs/ID/records";
    internal const string Stop = "DELETE /api/fleet/runs/ID";

    internal const string State = """
        {"node":"n1","cluster":"main","nodes":[{"node":"n1","state":"living","http":"http://10.0.0.1:8080","archives":["main","big"],"shared":["big"],"version":"1.2"},
        {"node":"n2","state":"dead"}],
        "runs":[{"id":"r2","kind":"copies","state":"running","started":"2026-03-28T18:10:00Z","ended":null,"failure":null,"exit":null},
        {"id":"r1","kind":"copies","state":"ended","started":"2026-03-28T18:00:00Z","ended":"2026-03-28T18:00:02Z","failure":null,"exit":1}]}
        """;

    /// <summary>The records of a verdict; after them nothing more stands.</summary>
    internal static string Records { get; } = string.Join('\n',
        """{"type":"node","node":"n1","archive":"main","asOf":"2026-03-28T20:00:00.000000Z","answered":true,"complete":true,"run":"7"}""",
        """{"type":"node","node":"n2","archive":"main","asOf":null,"answered":false,"complete":false,"run":null,"cause":"it is away"}""",
        """{"type":"fleet-hole","channel":"a","quality":"q","start":"2026-03-28T18:00:00.000000Z","end":"2026-03-28T18:00:10.000000Z","microseconds":10000000}""",
        """{"type":"later","what":"nobody knows yet"}""",
        """{"type":"single","channel":"a","quality":"q","start":"2026-03-28T18:00:10.000000Z","end":"2026-03-28T18:00:40.000000Z","microseconds":30000000,"copies":1,"nodes":["n1"]}""",
        """{"type":"fleet-verdict","node":"n2","channel":"a","quality":"q","hole":{"start":"2026-03-28T18:00:10.000000Z","end":"2026-03-28T18:00:40.000000Z"},"parts":[{"start":"2026-03-28T18:00:10.000000Z","end":"2026-03-28T18:00:40.000000Z","verdict":"fillable","replicas":["n1"]}]}""",
        """{"type":"fleet-stream","channel":"a","quality":"q","start":"2026-03-28T18:00:00.000000Z","end":"2026-03-28T18:00:40.000000Z","microseconds":{"full":30000000,"suspect":0,"partial":0,"missing":10000000,"unknown":0},"copies":[10000000,30000000,0]}""",
        """{"type":"fleet","nodes":2,"answered":1,"streams":1,"microseconds":{"full":30000000,"suspect":0,"partial":0,"missing":10000000,"unknown":0},"copies":[10000000,30000000,0],"holes":1,"thin":0,"complete":false,"exit":3}""",
        "");

    /// <summary>A run in a state.</summary>
    internal static string Run(string state, string? failure = null, string kind = "copies") => $$"""
        {"id":"ID","kind":"{{kind}}","state":"{{state}}","started":"2026-03-28T18:00:00.000000Z","ended":null,"failure":{{(failure is null ? "null" : JsonSerializer.Serialize(failure))}},"exit":3,
        "nodes":[{"node":"n1","state":"answered","hours":4,"entries":9},{"node":"n2","state":"unknown","hours":0,"entries":0,"cause":"it is away"}]}
        """;

    /// <summary>Has a node answer so.</summary>
    internal static void Fill(CannedNode node)
    {
        node.Answer(Fleet, 200, State);
        node.Answer(Begin, 202, Run("running"));
        node.Answer(Look, 200, Run("ended"));
        node.Answer(Read, 200, Records);
        node.Answer(Stop, 202, Run("stopped"));
    }
}
