using CsCheck;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>A valid tree, the packer, the changes to the archive, and how it is read.</summary>
internal sealed record HostileArchive(
    TreeItem[] Tree, Packer Packer, TarMutation[] Mutations, GzipMutation Gzip, ArchiveReadOptions Options)
{
    // Small archives reach these small limits.
    private static readonly ArchiveLimits Small = new() { Entries = 12, UnpackedBytes = 40_000, PathBytes = 600, ComponentBytes = 120, AllPathBytes = 2_000 };

    /// <summary>Archives of any kind with up to four changes in the tar.</summary>
    public static Gen<HostileArchive> Any { get; } = Gen.Select(
        Trees.Linked,
        Gen.Enum<Packer>(),
        Gen.Select(Gen.Enum<TarMutationKind>(), Gen.UInt, Gen.UInt, (kind, at, value) => new TarMutation(kind, at, value)).Array[0, 4],
        Gen.Select(
            Gen.Frequency((3, Gen.Const(GzipMutationKind.None)), (1, Gen.Enum<GzipMutationKind>())),
            Gen.UInt,
            Gen.UInt,
            (kind, at, value) => new GzipMutation(kind, at, value)),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 3], (skip, vaultPass, limits) => new ArchiveReadOptions
        {
            SkipLinks = skip,
            IncludeVaultPass = vaultPass,
            Limits = limits == 0 ? Small : ArchiveLimits.Format,
        }),
        (tree, packer, mutations, gzip, options) => new HostileArchive(tree, packer, mutations, gzip, options));

    public byte[] Bytes() => Gzip.Pack(Mutations.Aggregate(Packer.Pack(Tree), (tar, mutation) => mutation.Apply(tar)));

    public override string ToString() =>
        $"{Packer}, {Options}\n{string.Join('\n', Tree.AsEnumerable())}\n{string.Join('\n', Mutations.AsEnumerable())}\n{Gzip}";
}
