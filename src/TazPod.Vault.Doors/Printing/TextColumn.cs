namespace TazPod.Vault.Doors.Printing;

/// <summary>What a column of a table does if the table is too wide.</summary>
internal enum TextColumn
{
    /// <summary>It keeps its width.</summary>
    Fixed,

    /// <summary>It keeps its width and is aligned to the right.</summary>
    Number,

    /// <summary>It is cut in the middle.</summary>
    Name,

    /// <summary>It is wrapped.</summary>
    Text,
}
