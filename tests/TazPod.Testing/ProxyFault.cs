namespace TazPod.Testing;

/// <summary>What a <see cref="FaultProxy"/> does to a request.</summary>
public enum ProxyFault
{
    /// <summary>Nothing: it passes through.</summary>
    None,

    /// <summary>The connection is reset and the server never sees the request.</summary>
    ResetBeforeForwarding,

    /// <summary>The same for this request and every later one, as when the network is gone for good.</summary>
    GoneFromHereOn,

    /// <summary>The server has answered, so it has done what it was asked; the answer is dropped and the connection reset.</summary>
    ResetAfterCommit,

    /// <summary>The same after the first byte of the answer.</summary>
    ResetAfterFirstByte,

    /// <summary>Half of the answer's body, then the end.</summary>
    CutBody,

    /// <summary>One bit of the answer's body is another.</summary>
    FlipByte,

    /// <summary>Nothing is forwarded and nothing is answered.</summary>
    Hang,

    /// <summary>The answer's body comes a few bytes at a time.</summary>
    SlowDrip,
}
