namespace TazPod.Vault.Hosting;

/// <summary>Receives details and progress while a verb runs. The service itself prints nothing.</summary>
public interface IVaultObserver
{
    /// <summary>A detail for verbose output, in one line and without secrets: credentials used, requests sent, paths.</summary>
    void Detail(string line);

    /// <summary>Reports the progress of a transfer.</summary>
    /// <param name="what">The transfer, for example <c>uploading vault.tar.aes</c>.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in total; 0 if unknown.</param>
    void Transferred(string what, long done, long total);
}
