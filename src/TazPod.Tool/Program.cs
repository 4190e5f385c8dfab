return await TazPod.Tool.Tool.RunAsync(args);
