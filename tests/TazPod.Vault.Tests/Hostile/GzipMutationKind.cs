namespace TazPod.Vault.Tests.Hostile;

/// <summary>What is changed around a tar.</summary>
internal enum GzipMutationKind
{
    None,
    FlipBit,
    FlipNearAnEnd,
    Cut,
    CutNearTheEnd,
    DeleteByte,
    TwoMembers,
    AddGarbage,
    AddZeros,
    AddHalfAMember,
    AddEmptyMembers,
    NotPacked,
}
