using Polytomic.Connect.Load.Hosts;

// "serve <kind> <port>" is one server under load; "measure" starts them all in turn and prints the table.
if (args is ["serve", var kind, var port])
{
    await PerfHost.RunAsync(kind, port);
    return 0;
}

Console.Error.WriteLine("Usage: serve <kind> <port>");
return 2;
