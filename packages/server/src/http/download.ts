/** Answers that a browser saves and never shows. */

/** A file to save under `name`. Whatever is in it, no browser runs it as a page of the studio. */
export function download(content: Uint8Array | ReadableStream<Uint8Array>, name: string, type: string): Response {
  const body = content instanceof ReadableStream ? content : Buffer.from(content)
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': attachment(name),
      'content-security-policy': "default-src 'none'; sandbox",
      ...(content instanceof ReadableStream ? {} : { 'content-length': String(content.byteLength) }),
    },
  })
}

/** A file's name as RFC 6266 has it: in letters that every client reads, and in full (RFC 8187). */
function attachment(name: string): string {
  const plain = name.replace(/[^\w. ()+,=@-]/g, '_')
  const full = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
