namespace SegmentPipeline;

/// <summary>What went wrong with a question over HTTP, in words that follow the name of whoever was asked.</summary>
internal static class RequestFaultWords
{
    internal static string TextOf(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => $"it cannot be reached ({fault.InnerException?.Message ?? fault.Message})",
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.SecureConnectionError =>
            $"its certificate or its encryption cannot be trusted ({fault.InnerException?.Message ?? fault.Message})",
        HttpRequestError.InvalidResponse => "its answer is no HTTP",
        HttpRequestError.ResponseEnded => "it closed the connection before it answered",
        HttpRequestError.ConfigurationLimitExceeded => "the headers of its answer are too large",
        _ when fault.InnerException is IOException broken => $"the connection to it broke ({broken.Message.TrimEnd('.')})",
        _ => fault.InnerException?.Message ?? fault.Message,
    };
}
