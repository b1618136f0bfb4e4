using System.Text;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/bundle/CHANNEL/QUALITY/HOUR?name=…&amp;name=…</c>: several files of an hour in one answer, by which other nodes save a
/// question for each of many small ones.</summary>
internal static class BundleEndpoint
{
    private const int MostNames = 32;

    /// <summary>Once so many are in it no further file is. One that is larger alone gains nothing here.</summary>
    private const long EnoughBytes = 8 * 1024 * 1024;

    /// <summary>Sends what <c>tar</c> reads. Files that are not there, cannot be read now or have long names are left out.</summary>
    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var names = context.Request.Query["name"].Select(name => Encoding.UTF8.GetBytes(name ?? "")).ToList();
        if (names.Count is 0 or > MostNames) throw PublishedQuery.Bad($"a bundle has 1 to {MostNames} names");
        var files = new List<(byte[] Name, FileStream Content, long Length)>();
        try
        {
            if (AddressParts.StreamOf(parts[0], parts[1]) is { } stream && AddressParts.HourOf(parts[2]) is { } hour)
                await OpenAsync(published, stream, hour, names, files, context.RequestAborted).ConfigureAwait(false);
            await SendAsync(files, context).ConfigureAwait(false);
        }
        finally
        {
            foreach (var file in files) await file.Content.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task OpenAsync(
        PublishedArchive published,
        StreamId stream,
        Hour hour,
        List<byte[]> names,
        List<(byte[] Name, FileStream Content, long Length)> files,
        CancellationToken cancellationToken)
    {
        var bytes = 0L;
        var once = names.DistinctBy(name => RawName.ToText(name));
        foreach (var name in once.Where(name => name.Length is > 0 and <= TarHeader.MostNameBytes))
        {
            if (bytes >= EnoughBytes) return;
            var file = await TryOpenAsync(published, stream, hour, name, cancellationToken).ConfigureAwait(false);
            if (file?.Content is FileStream { Length: <= EnoughBytes and var length } content)
            {
                files.Add((name, content, length));
                bytes += length;
            }
            else if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Why one cannot be opened is told to whoever asks for it alone.</summary>
    private static async Task<PublishedFile?> TryOpenAsync(
        PublishedArchive published,
        StreamId stream,
        Hour hour,
        byte[] name,
        CancellationToken cancellationToken)
    {
        try
        {
            return await published
                .ReadAsync(stop => published.Archive.OpenFileAsync(stream, hour, name, stop), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task SendAsync(List<(byte[] Name, FileStream Content, long Length)> files, HttpContext context)
    {
        var (response, writer) = (context.Response, context.Response.BodyWriter);
        response.ContentType = "application/x-tar";
        response.ContentLength = TarHeader.EndBytes
            + files.Sum(file => TarHeader.BlockBytes + file.Length + TarHeader.PaddingOf(file.Length));
        if (HttpMethods.IsHead(context.Request.Method)) return;
        foreach (var (name, content, length) in files)
        {
            var modified = new DateTimeOffset(File.GetLastWriteTimeUtc(content.SafeFileHandle)).ToUnixTimeSeconds();
            TarHeader.Write(writer.GetSpan(TarHeader.BlockBytes), name, length, Math.Clamp(modified, 0, TarHeader.MostNumber));
            writer.Advance(TarHeader.BlockBytes);
            if (!await WholeFile.TryWriteAsync(context, content, length).ConfigureAwait(false)) return;
            await content.DisposeAsync().ConfigureAwait(false);
            WriteZeros(writer, TarHeader.PaddingOf(length));
        }

        WriteZeros(writer, TarHeader.EndBytes);
        await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static void WriteZeros(System.IO.Pipelines.PipeWriter writer, int count)
    {
        writer.GetSpan(count)[..count].Clear();
        writer.Advance(count);
    }
}
