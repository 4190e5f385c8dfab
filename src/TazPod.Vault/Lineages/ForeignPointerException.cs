namespace TazPod.Vault.Lineages;

/// <summary>The content of a pointer's key is the pointer of another tool.</summary>
internal sealed class ForeignPointerException() : FormatException("it was written by another tool");
