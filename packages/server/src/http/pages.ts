/** Pages for when the web application cannot be shown. They hold no script. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1.5rem;color:#1c2024;background:#fff}
h1{font-size:1.25rem;margin:0 0 .5rem}code{font:.9em ui-monospace,monospace;background:#f0f1f3;padding:.1em .35em;border-radius:4px}
@media(prefers-color-scheme:dark){body{color:#edeef0;background:#16181b}code{background:#26292d}}`

function page(status: number, title: string, body: string): Response {
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Merlon</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** For a browser without our cookie. `title` holds no markup. */
export const lockedPage = (title: string): Response =>
  page(
    401,
    title,
    '<p>Open the address that <code>merlon studio</code> printed in the terminal. It opens the studio in one browser; ' +
      'start <code>merlon studio</code> again for a new one.</p>',
  )

export const unbuiltPage = (): Response =>
  page(
    503,
    'The studio is not built',
    '<p>The server is there, its pages are not. Run <code>npm run build</code> in the repository, and start the studio again.</p>',
  )

export const missingPage = (): Response => page(404, 'There is nothing here', '<p><a href="/">To the studio</a></p>')
