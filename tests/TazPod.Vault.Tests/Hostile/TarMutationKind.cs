namespace TazPod.Vault.Tests.Hostile;

/// <summary>What is changed in a tar. Where a header is changed its checksum is made right again, or only that would be tested.</summary>
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
