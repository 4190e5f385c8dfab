namespace TazPod.Vault.Tests.Hostile;

/// <summary>The kinds of changes to the gzip stream around a tar.</summary>
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
