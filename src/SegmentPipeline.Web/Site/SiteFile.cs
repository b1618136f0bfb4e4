using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>A file of the site that is part of this library, packed.</summary>
internal sealed class SiteFile
{
    private readonly byte[] _packed;

    /// <param name="name">Its name, without the ending that says that it is packed.</param>
    /// <param name="mediaType">What it is.</param>
    internal SiteFile(string name, string mediaType)
    {
        (Name, MediaType) = (name, mediaType);
        using var resource = typeof(SiteFile).Assembly.GetManifestResourceStream($"{name}.gz")!;
        _packed = new byte[resource.Length];
        resource.ReadExactly(_packed);
        Version = Convert.ToHexStringLower(SHA256.HashData(_packed).AsSpan(0, 8));
    }

    internal string Name { get; }

    internal string MediaType { get; }

    /// <summary>Another of other contents.</summary>
    internal string Version { get; }

    /// <summary>How long it is as it is sent to browsers.</summary>
    internal int PackedBytes => _packed.Length;

    /// <summary>Answers with it. Where the address names the version that this is, it is never asked for again.</summary>
    internal async Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept-Encoding";
        var isNamed = context.Request.Query["v"] == Version;
        if (EntityTags.IsHeld(context, Version, isNamed ? "public, max-age=31536000, immutable" : "no-cache")) return;
        context.Response.ContentType = MediaType;
        var isPacked = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isPacked) headers.ContentEncoding = "gzip";
        var bytes = isPacked ? _packed : Unpacked();
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private byte[] Unpacked()
    {
        using var unpacked = new MemoryStream();
        using (var packed = new GZipStream(new MemoryStream(_packed), CompressionMode.Decompress)) packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
