namespace TazPod.Testing;

/// <summary>How an answer tells where its body ends.</summary>
public enum BodyEnd
{
    /// <summary>By a Content-Length.</summary>
    Length,

    /// <summary>By chunks.</summary>
    Chunks,

    /// <summary>By closing the connection.</summary>
    Close,
}
