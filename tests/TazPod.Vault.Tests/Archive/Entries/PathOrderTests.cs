using System.Text;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Archive.Entries;

public class PathOrderTests
{
    private static readonly string[] Ordered =
        ["A", "a", "a/b", "a/b/c", "a/z", "a b", "a-b", "a.b", "ab", "è", "\ud7ff", "\ue000", "\uffee", "\U00010000", "🔐"];

    [Fact]
    public void A_directory_is_before_its_content_and_that_is_before_its_siblings()
    {
        var shuffled = Ordered.ToArray();
        Random.Shared.Shuffle(shuffled);

        Assert.Equal(Ordered, shuffled.Order(PathOrder.Instance));
    }

    [Fact]
    public void Siblings_are_in_the_order_of_their_bytes()
    {
        foreach (var left in Ordered.Where(path => !path.Contains('/')))
        {
            foreach (var right in Ordered.Where(path => !path.Contains('/')))
            {
                Assert.Equal(
                    Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))),
                    Math.Sign(PathOrder.Instance.Compare(left, right)));
            }
        }
    }
}
