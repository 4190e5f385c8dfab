using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Sync.Tests;

/// <summary>No passphrase outlives the verb that asked for it, and none is wiped while a verb still needs it.</summary>
public sealed class PassphraseTests
{
    [Fact]
    public async Task Every_typed_passphrase_is_wiped_when_the_verb_is_over()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "1"));
        var typist = new Typist("correct horse");

        await Service().SetupStorageAsync();
        await Service().SaveAsync();
        Assert.Equal(2, typist.WipedAnswers());
        await Service().UnlockAsync();
        Assert.Equal(1, typist.WipedAnswers());
        (await Service().OpenAsync()).Dispose();
        Assert.Equal(1, typist.WipedAnswers());
        await Service().PushAsync();
        typist.Answers("correct horse", "battery staple", "battery staple");
        await Service().RekeyAsync();
        Assert.Equal(3, typist.WipedAnswers());

        typist.Answers("wrong");
        await Machine.FailsAsync(() => Service().UnlockAsync(), VaultErrors.VaultDoesNotOpen);
        Assert.Equal(1, typist.WipedAnswers());
        typist.Answers("battery staple", "one", "another");
        await Machine.FailsAsync(() => Service().RekeyAsync(), VaultErrors.PassphraseUnusable);
        Assert.Equal(3, typist.WipedAnswers());

        VaultService Service() => alice.Service(settings => settings with { Passphrase = null }, prompt: typist);
    }

    [Fact]
    public async Task A_vault_opened_in_memory_needs_no_passphrase_when_its_own_is_wiped()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("1");

        // The key derivation in the background is queued behind these.
        var busy = Enumerable.Range(0, 200).Select(_ => Task.Run(() => Thread.Sleep(20))).ToArray();
        var opened = await alice.Service().OpenAsync();
        await Task.WhenAll(busy);

        Assert.Equal("1", opened.ReadText("token"));
        opened.Dispose();
    }

    /// <summary>A user who types, and afterwards checks that the passphrases were wiped.</summary>
    private sealed class Typist(params string[] answers) : IPassphrasePrompt
    {
        private readonly List<Passphrase> given = [];
        private Queue<string> next = new(answers);

        public bool IsAvailable => true;

        /// <summary>The answers from now on; the last one any number of times.</summary>
        public void Answers(params string[] answers) => next = new Queue<string>(answers);

        public Passphrase Ask(string question)
        {
            var answer = Passphrase.FromText(next.Count > 1 ? next.Dequeue() : next.Peek());
            given.Add(answer);
            return answer;
        }

        /// <summary>The number of answers since the last call; asserts that all of them were wiped.</summary>
        public int WipedAnswers()
        {
            Assert.All(given, answer => Assert.Throws<ObjectDisposedException>(() => answer.Bytes.Length));
            var count = given.Count;
            given.Clear();
            return count;
        }
    }
}
