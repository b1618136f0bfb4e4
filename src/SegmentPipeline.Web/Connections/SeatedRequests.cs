using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Tells the <see cref="ConnectionRoom"/> which connections are being answered.</summary>
internal sealed class SeatedRequests(RequestDelegate next, ConnectionRoom room)
{
    internal async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<ConnectionSeat>() is not { } seat)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        room.Begin(seat);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            room.End(seat);
        }
    }
}
