namespace TazPod.Vault.Tests.Hostile;

/// <summary>The kinds of changes to a tar. The checksum of a changed header is corrected, or only the checksum would be tested.</summary>
internal enum TarMutationKind
{
    FlipBit,
    FlipHeaderByte,
    SetType,
    SetName,
    SetPrefix,
    SetSize,
    SetMode,
    AddPaxRecord,
    AddMalformedPax,
    AddPaxName,
    AddGlobalPax,
    AddLongName,
    AddLink,
    AddHardLink,
    AddEntry,
    SwapBlocks,
    DeleteBlock,
    DuplicateBlock,
    ZeroBlock,
    DuplicateAll,
    Cut,
    AddGarbage,
    AddZeros,
    InsertMegabyte,
}
