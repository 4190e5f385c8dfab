namespace TazPod.Vault.Sealing;

/// <summary>What distinguishes one seal from every other without a key. A vault that opens and has this mark is this one: without its
/// passphrase nobody can make another with the same.</summary>
/// <param name="Id">Drawn again by every seal: other bytes behind the same id are damage. Hex; shorter, or empty, if it is no vault at
/// all.</param>
/// <param name="Tag">Authenticates everything that is sealed. Hex; empty if it is no vault at all.</param>
internal sealed record SealMark(string Id, string Tag);
