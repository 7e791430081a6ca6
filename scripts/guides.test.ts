/**
 * What people read first is true: each block of YAML tagged `test` loads without a word of complaint, and links lead
 * somewhere. A block tagged with a path instead, as `yaml vault.yaml`, is a file around the tests of its page.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { catalog } from '@merlon/components'
import { TestLoader, testFilesAt, testSources } from '@merlon/host'
import type { Diagnostic } from '@merlon/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { root } from './generate/output.ts'

interface Block {
  readonly language: string
  readonly tag: string
  readonly text: string
}

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

const pages = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/guides')]

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)(?: (.+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', tag = '', text = '']) => ({ language, tag, text }),
  )
}

/** What `merlon check` says of a test among the other files of its page. */
async function checked(text: string, around: readonly Block[]): Promise<Diagnostic[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-guides-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = new Map([
    ['merlon.yaml', 'name: Guide\n'],
    ...around.map((one) => [one.tag, one.text] as const),
    ['tests/example.yaml', text],
  ])
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const loader = new TestLoader({ catalog, environments: [], overrides: [], variables: {}, cwd: folder })
  loader.project(folder)
  const { sources, diagnostics } = testSources(testFilesAt(folder), folder)
  expect(sources).toHaveLength(1)
  const found = [...diagnostics]
  for (const source of sources) found.push(...(await loader.load(source)).diagnostics)
  return [...found, ...loader.surroundings({ everything: true })]
}

describe.each(pages)('%s', (path) => {
  const markdown = readFileSync(join(root, path), 'utf8')
  const blocks = blocksOf(markdown)
  const around = blocks.filter(({ tag }) => /[./]/.test(tag))

  test('tags no block with a word that means nothing', () => {
    expect(blocks.filter((one) => one.tag !== '' && one.tag !== 'test' && !around.includes(one))).toEqual([])
  })

  for (const [at, { text }] of blocks.filter(({ language, tag }) => language === 'yaml' && tag === 'test').entries()) {
    test(`shows a test that loads: ${at + 1}, ${text.split('\n', 1)[0]}`, async () => {
      expect(await checked(text, around)).toEqual([])
    })
  }

  test('links to what is there', () => {
    const prose = markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '')
    const links = [...prose.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, link]) => link!)
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([])
  })
})

test('a test that does not load is noticed', async () => {
  expect((await checked('steps:\n  - gett: /cart\n', [])).map(({ code }) => code)).toEqual(['unknown-component'])
})
