namespace TazPod.Vault.S3.Http;

/// <summary>An answer came that an S3 server does not give. Nothing may be concluded from it.</summary>
/// <remarks>Deliberately none of the types that HTTP libraries take for transient: the next answer would be the same.</remarks>
/// <param name="what">What is wrong with it, as the end of a sentence that begins with "the answer".</param>
/// <param name="hint">What to do; null for what helps in most cases.</param>
internal sealed class ForeignResponseException(string what, string? hint = null) : Exception($"the answer {what}")
{
    /// <summary>What is wrong with the answer.</summary>
    public string What { get; } = what;

    /// <summary>Whether a store may answer so that does not know the sub-resource that was asked for: it overlooks it and lists the bucket,
    /// or refuses in words of its own.</summary>
    public bool MayBeUnknownSubResource { get; init; }

    /// <summary>Whether it contradicts the answer before it, as it also does where somebody wrote in between.</summary>
    public bool IsContradiction { get; init; }

    /// <summary>What to do.</summary>
    public string Hint { get; } = hint ?? "Check that the endpoint is the address of an S3 server.";
}
