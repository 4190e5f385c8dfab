namespace TazPod.Testing;

/// <summary>How a response marks the end of its body.</summary>
public enum BodyEnd
{
    /// <summary>By a Content-Length.</summary>
    Length,

    /// <summary>By chunks.</summary>
    Chunks,

    /// <summary>By closing the connection.</summary>
    Close,
}
