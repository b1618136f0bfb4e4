using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/replicas/REPLICA/segments/…</c>: a segment of a copy, on its way through this host. Its last bytes are
/// sent only if all of them are what its name promises.</summary>
internal static class CopyFileEndpoint
{
    private const int ChunkBytes = 64 * 1024;

    internal static async Task SendAsync(PublishedArchive copy, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        if (AddressParts.StreamOf(parts[0], parts[1]) is not { } stream
            || AddressParts.HourOf(parts[2]) is not { } hour
            || !SegmentName.TryParse(parts[3], out var name)
            || name.Kind == SegmentKind.Temporary) throw PublishedArchive.NotThere("there is no such segment");
        var file = await copy
            .ReadAsync(stop => copy.Archive.OpenFileAsync(stream, hour, parts[3], stop), context.RequestAborted)
            .ConfigureAwait(false) ?? throw PublishedArchive.NotThere("there is no such segment");
        await using var _ = file.ConfigureAwait(false);
        context.Response.ContentType = "video/mp2t";
        if (!HttpMethods.IsHead(context.Request.Method))
            await SendAsync(file.Content, name, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <exception cref="IOException">It is something else than its name promises; the reply is then not whole.</exception>
    private static async Task SendAsync(Stream from, SegmentName name, Stream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (held, next) = (ArrayPool<byte>.Shared.Rent(ChunkBytes), ArrayPool<byte>.Shared.Rent(ChunkBytes));
        try
        {
            var length = await ReadAsync(held).ConfigureAwait(false);
            while (true)
            {
                var more = length == 0 ? 0 : await ReadAsync(next).ConfigureAwait(false);
                if (more == 0 && !name.Promises(hash.GetHashAndReset()))
                    throw new IOException($"a copy gave something else than {name} promises");
                await to.WriteAsync(held.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                if (more == 0) return;
                (held, next, length) = (next, held, more);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(held);
            ArrayPool<byte>.Shared.Return(next);
        }

        async ValueTask<int> ReadAsync(byte[] chunk)
        {
            var read = await from.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
            hash.AppendData(chunk, 0, read);
            return read;
        }
    }
}
