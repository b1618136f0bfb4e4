namespace SegmentPipeline.Fleet;

/// <summary>An answer as it is kept.</summary>
[GenerateSerializer]
[Alias("pipeline.answer")]
internal sealed class KeptAnswer
{
    [Id(0)]
    internal byte[]? Packed { get; set; }
}

/// <summary>Keeps one answer. It lets go of the bytes as soon as nobody asks for them.</summary>
internal sealed class AnswerGrain([PersistentState("answer", FleetStorage.Name)] IPersistentState<KeptAnswer> kept) : Grain, IAnswerGrain
{
    public Task KeepAsync(byte[] packed)
    {
        kept.State.Packed = packed;
        DeactivateOnIdle();
        return kept.WriteStateAsync();
    }

    public Task<byte[]?> ReadAsync()
    {
        DeactivateOnIdle();
        return Task.FromResult(kept.State.Packed);
    }

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return kept.ClearStateAsync();
    }
}
