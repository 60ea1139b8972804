using System.Buffers;
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>Where a page is put together: buffers that are used again, several times as large as the rest of the request.</summary>
internal readonly struct PageBuilder : IDisposable
{
    private static readonly ObjectPool<StringBuilder> Builders = new DefaultObjectPoolProvider().CreateStringBuilderPool();

    private PageBuilder(StringBuilder html) => Html = html;

    public StringBuilder Html { get; }

    public static PageBuilder Rent() => new(Builders.Get());

    /// <summary>The page as it is sent.</summary>
    public PageContent ToContent()
    {
        var characters = ArrayPool<char>.Shared.Rent(Html.Length);
        Html.CopyTo(0, characters, Html.Length);
        var text = characters.AsSpan(0, Html.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        ArrayPool<char>.Shared.Return(characters);
        return new PageContent(bytes, length);
    }

    public void Dispose() => Builders.Return(Html);
}

/// <summary>A page in UTF-8, in an array that goes back to its pool.</summary>
internal readonly struct PageContent(byte[] bytes, int length) : IDisposable
{
    public ReadOnlyMemory<byte> Utf8 => bytes.AsMemory(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
