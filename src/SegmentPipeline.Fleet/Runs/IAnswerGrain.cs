namespace SegmentPipeline.Fleet;

/// <summary>What a node has answered to a run, kept by the fleet. Its key is <c>RUN/NODE</c>.</summary>
[Alias("pipeline.IAnswerGrain")]
internal interface IAnswerGrain : IGrainWithStringKey
{
    /// <summary>Keeps it.</summary>
    [Alias("Keep")]
    Task KeepAsync(byte[] packed);

    /// <summary>Gives it back; null if there is none.</summary>
    [Alias("Read")]
    Task<byte[]?> ReadAsync();

    /// <summary>Forgets it.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
