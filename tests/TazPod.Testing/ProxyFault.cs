namespace TazPod.Testing;

/// <summary>What a <see cref="FaultProxy"/> does to a request.</summary>
public enum ProxyFault
{
    /// <summary>Nothing: it passes through.</summary>
    None,

    /// <summary>The connection is reset and the server never sees the request.</summary>
    ResetBeforeForwarding,

    /// <summary>The same for this request and every later one, as when the network is down for good.</summary>
    GoneFromHereOn,

    /// <summary>The server handles the request, but its response is dropped and the connection reset.</summary>
    ResetAfterCommit,

    /// <summary>The same after the first byte of the answer.</summary>
    ResetAfterFirstByte,

    /// <summary>Half of the response's body, then the connection is closed.</summary>
    CutBody,

    /// <summary>One bit of the response's body is flipped.</summary>
    FlipByte,

    /// <summary>Nothing is forwarded and nothing is answered.</summary>
    Hang,

    /// <summary>The response's body is sent a few bytes at a time.</summary>
    SlowDrip,
}
