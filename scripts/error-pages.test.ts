/** Each page of an error code shows something wrong, which really is complained about with that code, and something right, which is not. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { catalog } from '@merlon/components'
import { TestLoader, testFilesAt, testSources } from '@merlon/host'
import { olderTestFolders } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ErrorExample, type ErrorPage, parseErrorPage, readErrorPages } from './generate/error-pages.ts'

async function projectWith(files: ReadonlyMap<string, string>): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-pages-')))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

/** All that `merlon check` finds in a project of these files. */
async function checked(files: ReadonlyMap<string, string>, environments: readonly string[]): Promise<Diagnostic[]> {
  const root = await projectWith(new Map([['merlon.yaml', 'name: Example\n'], ...files]))
  const loader = new TestLoader({ catalog, environments, overrides: [], variables: {}, cwd: root })
  loader.project(root)
  const { sources, diagnostics } = testSources(testFilesAt(root), root)
  const found = [...diagnostics]
  for (const source of sources) found.push(...(await loader.load(source)).diagnostics)
  return [...found, ...loader.surroundings({ everything: true })]
}

/** Where an example would stand in a project. */
function pathOf({ language, path }: ErrorExample): string {
  if (path !== undefined) return path.startsWith('unit.') ? `tests/example/${path}` : path
  if (language === 'yaml') return 'tests/example.yaml'
  throw new Error(`nothing says what an example in ${language} is`)
}

async function diagnosticsOf(example: ErrorExample, { examples }: ErrorPage): Promise<Diagnostic[]> {
  const { language, text } = example
  if (language === 'text') return [...olderTestFolders(text.trim().split('\n')).diagnostics]
  const around = new Map(
    examples.flatMap((one) =>
      one.verdict === undefined && one.path !== undefined ? [[one.path, one.text] as const] : [],
    ),
  )
  if (language === 'sh')
    return checked(
      around,
      [...text.matchAll(/-e (\S+)/g)].map(([, name]) => name!),
    )
  const beside = example.path === 'unit.xml' ? [['tests/example/input.xml', '<sets/>'] as const] : []
  const environments = [...around.keys()].flatMap((path) => /^environments\/(.*)\.yaml$/.exec(path)?.[1] ?? [])
  return checked(new Map([...around, ...beside, [pathOf(example), text]]), environments)
}

async function codesOf(example: ErrorExample, page: ErrorPage): Promise<string[]> {
  return [...new Set((await diagnosticsOf(example, page)).map(({ code }) => code))]
}

const pages = await readErrorPages()

describe.each(pages.map((page) => [page.code, page] as const))('the page of %s', (code, page) => {
  test('shows what is wrong and what is right', () => {
    expect(page.examples.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(['wrong', 'right']))
  })

  test('is short', () => {
    expect(page.body.split('\n').length).toBeLessThanOrEqual(45)
  })

  for (const example of page.examples) {
    if (example.verdict === 'wrong') {
      test('complains about its wrong example with this code and no other', async () => {
        expect(await codesOf(example, page)).toEqual([code])
      })
    }
    if (example.verdict === 'right') {
      test('has nothing to say about its right example', async () => {
        expect(await codesOf(example, page)).toEqual([])
      })
    }
  }
})

describe('a page of another shape', () => {
  test('is refused when its heading is not its code', () => {
    expect(() => parseErrorPage('bad-name', '# bad-names\n\nA sentence.\n')).toThrow("does not begin with '# bad-name'")
  })

  test('is refused when it does not begin with one sentence on one line', () => {
    expect(() => parseErrorPage('bad-name', '# bad-name\n\nTwo\nlines.\n')).toThrow('no sentence')
    expect(() => parseErrorPage('bad-name', '# bad-name\n\n## Meaning\n')).toThrow('no sentence')
  })
})
