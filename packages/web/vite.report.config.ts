/**
 * Builds the page of the HTML report: one file without a single address in it, whose policy lets nothing run but its own
 * two scripts. The reporter writes the events of a run into the place that is marked in it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = dirname(fileURLToPath(import.meta.url))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** In a script, these would make HTML see an end, or a beginning, where there is none. */
const inScript = (text: string): string => text.replaceAll(/<(?=!--|\/?script)/gi, '\\x3c')

/** Title and kind of each component, by all of its names: a report file has no catalog to ask. */
function componentLooks(): string {
  const { components } = JSON.parse(read('../../generated/catalog.json')) as {
    components: readonly { name: string; title: string; category: string; olderNames: readonly string[] }[]
  }
  const looks = components.flatMap(({ name, title, category, olderNames }) =>
    [name, ...olderNames].map((one) => [one, { title, category }] as const),
  )
  return JSON.stringify(Object.fromEntries(looks)).replaceAll('<', '\\u003c')
}

interface Parts {
  readonly theme: string
  readonly script: string
  readonly style: string
}

function headOf({ theme, script, style }: Parts): string {
  const icon = `data:image/svg+xml;base64,${Buffer.from(read('public/icon.svg')).toString('base64')}`
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(theme)} ${sha256(script)}`,
    `style-src ${sha256(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    `<link rel="icon" href="${icon}" type="image/svg+xml" />`,
    `<script>${theme}</script>`,
    `<style>${style}</style>`,
    `<script type="application/json" id="components">${componentLooks()}</script>`,
    // A module waits until the whole page is there, also where the page breaks off after the events.
    `<script type="module">${script}</script>`,
  ].join('\n')
}

/** Puts everything that was built into the page itself. */
const oneFile: Plugin = {
  name: 'one-file',
  enforce: 'post',
  generateBundle(_, built) {
    const page = built['report.html']
    const outputs = Object.values(built)
    const scripts = outputs.filter((one) => one.type === 'chunk')
    const styles = outputs.filter((one) => one.type === 'asset' && one.fileName.endsWith('.css'))
    const [script, style] = [scripts[0], styles[0]]
    if (page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset' || outputs.length !== 3)
      throw new Error(`the report is one page, script and style, not ${Object.keys(built).join(', ')}`)
    const parts = {
      theme: inScript(read('public/theme.js')),
      script: inScript(script.code),
      style: String(style.source),
    }
    const plain = String(page.source).replaceAll(/\s*<(?:script\b[^>]*><\/script>|link\b[^>]*>)/g, '')
    // A function, since a script may hold what `replace` takes for a pattern.
    page.source = plain.replace('</title>', () => `</title>\n${headOf(parts)}`)
    for (const { fileName } of [script, style]) delete built[fileName]
  },
}

export default defineConfig({
  root,
  plugins: [react(), tailwind(), oneFile],
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: join(root, '../cli/dist'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: join(root, 'report.html') },
  },
})
