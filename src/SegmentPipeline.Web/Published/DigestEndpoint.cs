using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/hours/CHANNEL/QUALITY</c>: by which other nodes learn which hours have the names that theirs have.</summary>
internal static class DigestEndpoint
{
    private const int ReadAhead = 2;

    /// <summary>An object with a member for each hour; null for an hour that cannot be read.</summary>
    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], parts[1]);
        IReadOnlyList<Hour> hours = stream is null
            ? []
            : await published
                .ListAsync(stop => published.Archive.ListHoursAsync(stream, stop), context.RequestAborted)
                .ConfigureAwait(false);
        using var reply = new LongReply(context);
        reply.Json.WriteStartObject();
        await foreach (var (hour, digest) in ReadAsync(published, stream!, hours, context.RequestAborted).ConfigureAwait(false))
        {
            if (digest is not { } known)
            {
                reply.Json.WriteNull(hour.ToString());
                continue;
            }

            reply.Json.WriteStartObject(hour.ToString());
            reply.Json.WriteNumber("entries"u8, known.EntryCount);
            reply.Json.WriteString("digest"u8, known.Sha256);
            reply.Json.WriteEndObject();
            await reply.SendIfLongAsync().ConfigureAwait(false);
        }

        reply.Json.WriteEndObject();
        await reply.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>The digests in the order of the hours, a few of them read ahead.</summary>
    private static async IAsyncEnumerable<(Hour Hour, HourNamesDigest? Digest)> ReadAsync(
        PublishedArchive published,
        StreamId stream,
        IReadOnlyList<Hour> hours,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ahead = new Queue<(Hour Hour, Task<HourNamesDigest?> Digest)>();
        foreach (var hour in hours)
        {
            if (ahead.Count == ReadAhead) yield return await FirstAsync().ConfigureAwait(false);
            var digest = published.ReadAsync(stop => published.Archive.GetHourDigestAsync(stream, hour, stop), cancellationToken);
            ahead.Enqueue((hour, digest));
        }

        while (ahead.Count > 0) yield return await FirstAsync().ConfigureAwait(false);

        async Task<(Hour Hour, HourNamesDigest? Digest)> FirstAsync()
        {
            var (hour, digest) = ahead.Dequeue();
            return (hour, await digest.ConfigureAwait(false));
        }
    }
}
