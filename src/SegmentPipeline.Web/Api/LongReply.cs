using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>An answer in JSON that may become long. A short one is sent whole, with its length; of a longer one each part is sent before
/// the next is made, so that memory does not grow with it.</summary>
internal sealed class LongReply(HttpContext context) : IDisposable
{
    private const int MostHeld = 256 * 1024;

    private readonly BorrowedBuffer _buffer = new();
    private Utf8JsonWriter? _json;
    private bool _isLong;

    /// <summary>What writes the answer.</summary>
    internal Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_buffer, JsonReply.Options);

    private bool IsHead => HttpMethods.IsHead(context.Request.Method);

    /// <summary>Sends what there is, if that is much.</summary>
    internal async Task SendIfLongAsync()
    {
        if (_buffer.Count + Json.BytesPending < MostHeld) return;
        if (!context.Response.HasStarted) context.Response.ContentType = JsonReply.ContentType;
        await SendAsync().ConfigureAwait(false);
    }

    /// <summary>Sends the rest.</summary>
    internal async Task CompleteAsync()
    {
        Json.Flush();
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = JsonReply.ContentType;
            if (!_isLong) context.Response.ContentLength = _buffer.Count;
        }

        await SendAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        // First whoever writes into the buffer.
        _json?.Dispose();
        _buffer.Dispose();
    }

    private async Task SendAsync()
    {
        Json.Flush();
        if (!IsHead) await context.Response.Body.WriteAsync(_buffer.Written, context.RequestAborted).ConfigureAwait(false);
        _buffer.Clear();
        _isLong = true;
    }
}
