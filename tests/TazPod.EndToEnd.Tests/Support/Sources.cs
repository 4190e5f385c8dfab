using System.Runtime.CompilerServices;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>Files of this repository, and what is in those that are YAML.</summary>
internal static class Sources
{
    /// <summary>The full path of a file.</summary>
    public static string InRepository(string path) => Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", path));

    /// <summary>The only document of a file.</summary>
    public static object Read(string path) => Assert.Single(Documents(File.ReadAllText(InRepository(path))));

    /// <summary>All documents in a text.</summary>
    public static IReadOnlyList<object> Documents(string text)
    {
        var documents = new List<object>();
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            documents.Add(new Deserializer().Deserialize<object>(parser)!);
        return documents;
    }

    public static object Node(object node, params string[] path) => path.Aggregate(node, (at, name) => Map(at)[name]);

    public static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    public static IEnumerable<Dictionary<object, object>> Maps(object node) => ((List<object>)node).Select(Map);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
