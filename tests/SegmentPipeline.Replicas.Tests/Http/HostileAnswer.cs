using System.IO.Compression;
using System.Text;

namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>An answer that no honest node gives.</summary>
/// <param name="Name">What it is, for the test's name.</param>
/// <param name="Cause">What is said of it.</param>
/// <param name="Send">Sends it.</param>
internal sealed record HostileAnswer(string Name, string Cause, Func<RawQuestion, Stream, CancellationToken, Task> Send)
{
    private const int Megabyte = 1024 * 1024;
    private const int Endless = 1024;

    /// <summary>Bounds that such answers run into before a test gets long. Of times there are those of the product: what else a node is
    /// asked for may take long on a machine that does much besides.</summary>
    internal static HttpArchiveOptions UsualBounds { get; } = new()
    {
        MostListingBytes = Megabyte,
        MostFileBytes = Megabyte,
        Retries = 0,
    };

    /// <summary>Bounds that this answer runs into before a test gets long.</summary>
    internal HttpArchiveOptions Bounds { get; private init; } = UsualBounds;

    /// <summary>Whether the same question may be answered later.</summary>
    internal bool MayPass { get; private init; }

    /// <summary>Answers that are refused whatever was asked for.</summary>
    internal static IReadOnlyList<HostileAnswer> ToAnything { get; } =
    [
        Status("401 Unauthorized", "answered 401"),
        Status("403 Forbidden", "answered 403"),
        Status("429 Too Many Requests\r\nRetry-After: 1", "answered 429") with { MayPass = true },
        Status("429 Too Many Requests\r\nRetry-After: 99999999", "answered 429") with { MayPass = true },
        Status("500 Internal Server Error", "answered 500") with { MayPass = true },
        Status("206 Partial Content", "answered 206"),
        Status("302 Found\r\nLocation: file:///etc/passwd", "elsewhere"),
        new("a redirect to itself", "elsewhere", (question, stream, _) =>
            RawNode.WriteAsync(stream, $"301 Moved Permanently\r\nLocation: {question.Target}", default)),
        new("a reset before the answer", "", (question, _, _) => Reset(question)) { MayPass = true },
        new("a reset in the head", "", async (question, stream, _) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-");
            question.Reset();
        }) { MayPass = true },
        new("a reset in the body", "broke off", async (question, stream, _) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n[\"half");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            question.Reset();
        }) { MayPass = true },
        new("an end before the answer", "", (_, _, _) => Task.CompletedTask) { MayPass = true },
        new("a body too short", "broke off", (_, stream, _) =>
            WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[]")) { MayPass = true },
        new("what is no HTTP", "", (_, stream, _) => WriteAsync(stream, "SSH-2.0-OpenSSH\r\n\r\n")) { MayPass = true },
        new("a head of 1 MB", "headers", (_, stream, _) =>
            WriteAsync(stream, $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', Megabyte)}\r\nContent-Length: 2\r\n\r\n[]")) { MayPass = true },
        new("nothing, for ever", "did not answer", (_, _, stop) => Task.Delay(Timeout.Infinite, stop))
        {
            Bounds = UsualBounds with { FirstByte = TimeSpan.FromSeconds(2) },
            MayPass = true,
        },
        new("a body of one byte now and then", "less than", async (_, stream, stop) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (var at = 0; at < 1000; at++)
            {
                await stream.WriteAsync("["u8.ToArray(), stop);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
            }
        })
        {
            Bounds = UsualBounds with { LeastBytesPerSecond = 256, RateGrace = TimeSpan.FromSeconds(1) },
            MayPass = true,
        },
        new("a body without an end", "more than", async (_, stream, stop) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            var chunk = Encoding.Latin1.GetBytes($"{Megabyte / 16:x}\r\n{new string(' ', Megabyte / 16)}\r\n");
            for (var at = 0; at < Endless; at++) await stream.WriteAsync(chunk, stop);
        }),
        new("a body that is said to have 1 GB", "at most", (_, stream, _) =>
            WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Length: {1024L * Megabyte}\r\n\r\n[")),
    ];

    /// <summary>Answers that are no listing.</summary>
    internal static IReadOnlyList<HostileAnswer> ToListings { get; } =
    [
        .. ToAnything,
        Status("404 Not Found", "404"),
        Body("nothing", ""),
        Body("HTML", "<html><body>It works!</body></html>"),
        Body("half a JSON", """["00:00-2.0-full-"""),
        Body("an object", "{}"),
        Body("names in names", """[["x"]]"""),
        Body("two listings", "[][]"),
        new("what is not packed although it says so", "packed otherwise", (_, stream, _) =>
            RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", "[]"u8.ToArray())),
        new("what is packed otherwise than anybody asked for", "nobody asked", (_, stream, _) =>
            RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: zstd", "[]"u8.ToArray())),
        new("half of what is packed", "", (_, stream, _) =>
            RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", Packed("[\"" + new string('x', 9999)).AsMemory(..^9))),
        new("a bomb", "more than", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", Bomb!.Value)),
    ];

    /// <summary>Listings with names that no file can have.</summary>
    internal static IReadOnlyList<HostileAnswer> Names { get; } =
    [
        Listing("a slash", "a/b"),
        Listing("a way out", "../../../etc/passwd"),
        Listing("the directory above", ".."),
        Listing("the directory itself", "."),
        Listing("a NUL", "a\\u0000b"),
        Listing("no character", ""),
        Listing("5,000 characters", new string('x', 5000)),
    ];

    private static Lazy<byte[]> Bomb { get; } = new(() => Packed(new string(' ', 64 * Megabyte)));

    public override string ToString() => Name;

    private static HostileAnswer Status(string status, string cause) =>
        new(status.Replace("\r\n", ", ", StringComparison.Ordinal), cause, (_, stream, _) => RawNode.WriteAsync(stream, status, default));

    private static HostileAnswer Body(string name, string text) =>
        new(name, "no listing", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", Encoding.UTF8.GetBytes(text)));

    private static HostileAnswer Listing(string name, string part) =>
        new(name, "no file can have", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", Encoding.UTF8.GetBytes($"[\"{part}\"]")));

    private static Task Reset(RawQuestion question)
    {
        question.Reset();
        return Task.CompletedTask;
    }

    private static Task WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
