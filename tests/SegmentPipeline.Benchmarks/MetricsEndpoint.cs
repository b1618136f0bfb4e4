using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;

namespace SegmentPipeline.Benchmarks;

/// <summary>A meter's sums as text over HTTP on loopback, and the client that asks for them.</summary>
internal sealed class MetricsEndpoint : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _meters = new();
    private readonly HttpListener _server = new();
    private readonly HttpClient _client = new();
    private readonly Task _serving;

    internal MetricsEndpoint(string meter)
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
        for (var port = 9464; !TryListen(port); port++)
        {
        }

        _serving = ServeAsync();
    }

    internal Task<string> ScrapeAsync() => _client.GetStringAsync(_server.Prefixes.Single());

    public async ValueTask DisposeAsync()
    {
        _server.Stop();
        await _serving.ConfigureAwait(false);
        _server.Close();
        _client.Dispose();
        _meters.Dispose();
    }

    private bool TryListen(int port)
    {
        _server.Prefixes.Clear();
        _server.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/metrics/"));
        try
        {
            _server.Start();
            return true;
        }
        catch (HttpListenerException)
        {
            return false;
        }
    }

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _server.GetContextAsync().ConfigureAwait(false));
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Several at once: one slow reader holds no other up.</summary>
    private async Task AnswerAsync(HttpListenerContext context)
    {
        var page = string.Concat(_sums.OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key} {sum.Value}\n")));
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page)).ConfigureAwait(false);
        context.Response.Close();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = tags.Length == 0 ? instrument.Name : $"{instrument.Name}{{{tags[0].Key}=\"{tags[0].Value}\"}}";
        _sums.AddOrUpdate(series, value, (_, sum) => sum + value);
    }
}
