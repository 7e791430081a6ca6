import type { Resource, Route } from './http/route.ts'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{padding:.25rem .75rem .25rem 0;vertical-align:top}
td:first-child{width:5rem}td:nth-child(2){width:16rem}code{font-size:.9em}`

/** The page at `/`: every resource with its routes. */
export function htmlPage(resources: readonly Resource[]): string {
  const sections = resources.map(
    ({ name, description, routes }) =>
      `<section id="${name}"><h2>${name}</h2><p>${escapeHtml(description)}</p><table>${routes.map(row).join('')}</table></section>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Demo shop</title><style>${STYLE}</style></head>
<body>
<h1>Demo shop</h1>
<p>A retail API to test against. The same as <a href="/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}
</body>
</html>
`
}

function row({ method, path, summary, guard }: Route): string {
  const needs = guard ? ` <small>needs ${escapeHtml(guard.name)}</small>` : ''
  return `<tr><td>${method.toUpperCase()}</td><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(summary)}${needs}</td></tr>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
