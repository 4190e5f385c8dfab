using Cake.Frosting;

return CakeHost.Create().Run(args);
