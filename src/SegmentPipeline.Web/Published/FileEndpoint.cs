using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SegmentPipeline.Web;

/// <summary><c>/segments/…</c>: the files of an archive, and those of its extra directories.</summary>
internal static class FileEndpoint
{
    private const string ForGood = "public, max-age=31536000, immutable";

    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var file = parts.Count switch
        {
            > 1 when published.Options.Extras.Contains(RawName.ToText(parts[0])) => await OpenExtraAsync(
                    published,
                    parts,
                    context.RequestAborted)
                .ConfigureAwait(false),
            4 => await OpenAsync(published, parts, context.RequestAborted).ConfigureAwait(false),
            _ => null,
        } ?? throw PublishedArchive.NotThere("there is no such file");
        context.Response.Headers.CacheControl = file.MayChange ? "no-cache" : ForGood;
        var tag = file.Hash is null ? null : new EntityTagHeaderValue($"\"{file.Hash}\"");
        var disk = file.Content as FileStream;
        if (disk is not null && WholeFile.IsAskedFor(context.Request))
        {
            await using var _ = file.ConfigureAwait(false);
            context.Response.ContentType = TypeOf(parts[^1]);
            context.Response.Headers.AcceptRanges = "bytes";
            context.Response.Headers.ETag = tag?.ToString();
            await WholeFile.SendAsync(context, disk).ConfigureAwait(false);
            return;
        }

        await Results
            .Stream(disk is null ? file.Content : new FileBody(disk), TypeOf(parts[^1]), entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(context)
            .ConfigureAwait(false);
    }

    private static async Task<PublishedFile?> OpenAsync(
        PublishedArchive published,
        IReadOnlyList<byte[]> parts,
        CancellationToken cancellationToken)
    {
        if (AddressParts.StreamOf(parts[0], parts[1]) is not { } stream || AddressParts.HourOf(parts[2]) is not { } hour) return null;
        return await published
            .ReadAsync(stop => published.Archive.OpenFileAsync(stream, hour, parts[3], stop), cancellationToken)
            .ConfigureAwait(false);
    }

    private static Task<PublishedFile?> OpenExtraAsync(
        PublishedArchive published,
        IReadOnlyList<byte[]> parts,
        CancellationToken cancellationToken
    ) =>
        published.ReadAsync(
            stop => published.Archive.OpenExtraAsync([.. parts.Select(part => (ReadOnlyMemory<byte>)part)], stop),
            cancellationToken);

    private static string TypeOf(ReadOnlySpan<byte> name)
    {
        if (name.EndsWith(".ts"u8)) return "video/mp2t";
        return name.EndsWith(".json"u8) ? JsonReply.ContentType : "application/octet-stream";
    }
}
