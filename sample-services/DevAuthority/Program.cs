return await DevAuthority.CommandLine.RunAsync(args, Console.In, Console.Out, Console.Error);
