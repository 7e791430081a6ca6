/** The hand-written pages of error codes, and what is derived from them: the type of codes, the index, the pages inside the command. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { page, table } from './markdown.ts'
import { codeNote, type Output, pageNote, root } from './output.ts'

const FOLDER = 'docs/reference/errors'

export interface ErrorExample {
  /** What it must be: complained about with the page's code, or not at all. Files without either surround the others. */
  readonly verdict: 'wrong' | 'right' | undefined
  readonly language: string
  /** The file it would be, where that is not a test in today's form. */
  readonly path: string | undefined
  readonly text: string
}

export interface ErrorPage {
  readonly code: string
  readonly summary: string
  /** All that follows the heading. */
  readonly body: string
  readonly examples: readonly ErrorExample[]
}

function examplesOf(body: string): ErrorExample[] {
  return [...body.matchAll(/^```(\w+)(?: (wrong|right))?(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', verdict, path, text = '']) => ({
      language,
      verdict: verdict as ErrorExample['verdict'],
      path,
      text,
    }),
  )
}

/** Reads a page: a heading that is the code, one sentence, and the rest. Throws on any other shape. */
export function parseErrorPage(code: string, text: string): ErrorPage {
  const [, heading, body = ''] = /^# (.*)\n\n([\s\S]*)$/.exec(text) ?? []
  const [summary = ''] = body.split('\n\n')
  if (heading !== code) throw new Error(`${FOLDER}/${code}.md does not begin with '# ${code}'`)
  if (!/^[^\n#`][^\n]*\.$/.test(summary))
    throw new Error(`${FOLDER}/${code}.md has no sentence on one line below its heading`)
  return { code, summary, body, examples: examplesOf(body) }
}

export async function readErrorPages(): Promise<ErrorPage[]> {
  const names = (await readdir(join(root, FOLDER)))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
  return Promise.all(
    names.map(async (name) =>
      parseErrorPage(name.replace(/\.md$/, ''), await readFile(join(root, FOLDER, name), 'utf8')),
    ),
  )
}

export default async function errorPages(): Promise<Output[]> {
  const pages = await readErrorPages()
  const type = `/** The codes of all that can be said about a file; each has a page under \`${FOLDER}/\`. */\nexport type DiagnosticCode =\n${pages.map(({ code }) => `  | '${code}'`).join('\n')}\n`
  const index = table(
    ['Code', 'Meaning'],
    pages.map(({ code, summary }) => [`[${code}](${code}.md)`, summary]),
  )
  const introduction = '`merlon explain CODE` shows the same pages in the terminal.'
  const entries = pages.map(
    ({ code, summary, body }) => `  '${code}': { summary: ${JSON.stringify(summary)}, body: ${JSON.stringify(body)} },`,
  )
  const embedded = `import type { DiagnosticCode } from '@merlon/protocol'\n\n/** The pages of error codes, in Markdown, without their headings. */\nexport const errorPages: Readonly<Record<DiagnosticCode, { readonly summary: string; readonly body: string }>> = {\n${entries.join('\n')}\n}\n`
  return [
    { path: 'packages/protocol/src/diagnostic-codes.generated.ts', text: codeNote + type },
    { path: `${FOLDER}/README.md`, text: pageNote + page('Errors and warnings', [introduction, index]) },
    { path: 'packages/cli/src/errors.generated.ts', text: codeNote + embedded },
  ]
}
