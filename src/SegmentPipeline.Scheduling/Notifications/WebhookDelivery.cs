using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace SegmentPipeline.Scheduling;

/// <summary>Posts messages to an address, signed if there is a key.</summary>
internal sealed class WebhookDelivery(NotifyHook hook, HttpClient client) : IHookDelivery
{
    internal const string SignatureHeader = "X-Pipeline-Signature";
    internal const string IdHeader = "Idempotency-Key";

    public async Task SendAsync(HookMessage message, CancellationToken cancellationToken)
    {
        var body = MessageBody.Of(message, hook.Template ?? NotifyTemplate.Plain);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Webhook);
        request.Content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(body.Type, "utf-8") } };
        foreach (var (name, value) in body.Headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Add(IdHeader, message.Id);
        if (HookSecret.IsNamed(hook)) request.Headers.Add(SignatureHeader, SignatureOf(body.Bytes, HookSecret.Read(hook)));
        await HookClients.SendAsync(client, request, cancellationToken).ConfigureAwait(false);
    }

    private static string SignatureOf(byte[] body, byte[] key) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(key, body))}";
}
