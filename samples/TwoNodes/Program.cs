using SegmentPipeline;
using SegmentPipeline.Replicas;
using SegmentPipeline.Web;

if (args is not [var here, var there])
{
    await Console.Error.WriteLineAsync("usage: TwoNodes HERE THERE");
    return 64;
}

// The other node: it serves its copy on any free port of loopback.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSegmentPeers();
await using var node = builder.Build();
await using var published = SegmentArchive.Open(there);
node.MapArchive("/", published);
await node.StartAsync();

// This node: it knows the other by its address only.
var client = node.Services.GetRequiredService<IHttpClientFactory>().CreateClient(PeerClients.ClientName);
await using var archive = SegmentArchive.Open(here);
await using var remote = SegmentArchive.OpenRemote(new HttpArchive(client, node.Urls.Single()));
Replica[] replicas = [new Replica { Name = "there", Archive = remote }];

await foreach (var record in archive.CompareAsync(replicas))
{
    if (record is ReplicaRecord replica) Console.WriteLine($"{replica.Stream}: {replica.Missing} missing here, {replica.Extra} extra");
    if (record is VerdictRecord verdict)
        foreach (var part in verdict.Parts) Console.WriteLine($"{part.Start} – {part.End}: {CopyWords.WordOf(part.Verdict)}");
}

await foreach (var record in archive.FillAsync(replicas))
{
    if (record is FilledRecord filled) Console.WriteLine($"{filled.Published} segments published, {filled.Unfillable} that nobody gives");
}

await node.StopAsync();
return 0;
