System.Console.WriteLine("built with the vault");
