namespace TazPod.Vault.Storage;

/// <summary>A store that repeats requests itself, and can say so while its user waits.</summary>
internal interface IWaitingStore
{
    /// <summary>Receives a line, without secrets, whenever a request is repeated or its answer takes long. Can be called from any
    /// thread.</summary>
    Action<string>? Waiting { set; }
}
