namespace Polytomic.Connect.Load.Hosts;

/// <summary>An MVC app with nothing in it, with us or without: what we add to start-up and memory.</summary>
internal static class EmptyMvcHost
{
    public static Action<WebApplication> Add(WebApplicationBuilder builder, bool withUs)
    {
        builder.Services.AddControllersWithViews();
        builder.Services.AddAuthentication().AddCookie();
        if (withUs)
        {
            OursHost.Configure(builder);
            builder.Services.AddPolytomicConnect();
        }

        return app =>
        {
            app.UseAuthorization();
            app.MapControllers();
            if (withUs)
            {
                app.MapPolytomicConnect();
            }
        };
    }
}
