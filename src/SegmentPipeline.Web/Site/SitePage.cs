using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>The page of the site: the same for every address, but for where the top of the site is from there.</summary>
internal sealed class SitePage
{
    /// <summary>Nothing runs but the site's own script, nothing is loaded but from this host, and nobody shows the page inside of another.
    /// The player makes its own addresses for what it has loaded (<c>blob:</c>).</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly byte[] _bytes;
    private readonly string _version;

    /// <param name="options">What the host is configured to do.</param>
    /// <param name="files">The files that the page names.</param>
    /// <param name="top">What leads from the page to the top of the site: nothing, or <c>../</c> for each level.</param>
    internal SitePage(ServeOptions options, IEnumerable<SiteFile> files, string top)
    {
        using var resource = new StreamReader(typeof(SitePage).Assembly.GetManifestResourceStream("site.html")!);
        var text = new StringBuilder(resource.ReadToEnd())
            .Replace("{{top}}", top)
            .Replace("{{home}}", top.Length == 0 ? "./" : top)
            .Replace("{{title}}", HtmlEncoder.Default.Encode(options.Site.Title))
            .Replace("{{settings}}", Encoding.UTF8.GetString(SettingsOf(options)));
        foreach (var file in files) text.Replace($"{{{{{file.Name}}}}}", $"{top}site/{file.Name}?v={file.Version}");
        _bytes = Encoding.UTF8.GetBytes(text.ToString());
        _version = Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, 8));
    }

    internal async Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (EntityTags.IsHeld(context, _version)) return;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = _bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(_bytes, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What the script is told. The encoder leaves nothing in it that could end the element in which it stands.</summary>
    private static ReadOnlySpan<byte> SettingsOf(ServeOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        json.WriteStartObject();
        json.WriteString("title"u8, options.Site.Title);
        json.WriteBoolean("logo"u8, options.Site.Logo is not null);
        json.WriteBoolean("actions"u8, options.Site.HasActions);
        json.WriteStartArray("links"u8);
        foreach (var link in options.Site.Links)
        {
            json.WriteStartObject();
            json.WriteString("text"u8, link.Text);
            json.WriteString("address"u8, link.Address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("published"u8);
        foreach (var archive in options.Archives.Where(archive => archive.IsPublished)) json.WriteStringValue(archive.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
