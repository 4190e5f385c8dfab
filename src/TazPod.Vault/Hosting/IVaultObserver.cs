namespace TazPod.Vault.Hosting;

/// <summary>What a door wants to hear while a verb runs. The service itself prints nothing.</summary>
public interface IVaultObserver
{
    /// <summary>A detail for verbose output, one line, never a secret: which credentials, which requests, which path.</summary>
    void Detail(string line);

    /// <summary>Bytes on their way.</summary>
    /// <param name="what">What is under way, for example <c>uploading vault.tar.aes</c>.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in all; 0 when not known.</param>
    void Transferred(string what, long done, long total);
}
