using TazPod.Build.Demo;

namespace TazPod.Build.Generation.Picture;

/// <summary>A picture of the demo, made by running it.</summary>
internal static class DemoPicture
{
    private const string Command = "./build.sh --target=Demo";

    public static async Task<GeneratedFile> DrawAsync()
    {
        using var place = new DemoPlace();
        var stage = new PictureStage(place.Root);
        stage.Say($"$ {Command}");
        await new DemoStory(place, stage).PlayAsync();

        // Compressed sizes, and the hashes of what was compressed, differ between versions of the runtime.
        return new GeneratedFile("docs/demo.svg", TerminalPicture.Draw($"What {Command} prints", stage.Lines)) { FiguresCount = false };
    }
}
