/** Which folders hold a test of one of the older forms. */
import type { Diagnostic, DiagnosticCode } from '@merlon/protocol'

export interface OlderTestFolder {
  /** Path of the folder; empty for the one that the paths are relative to. */
  readonly folder: string
  readonly carrier: 'yaml' | 'xml'
  readonly unit: string
  readonly input: string
}

export interface OlderTestFolders {
  readonly tests: readonly OlderTestFolder[]
  /**
   * Units in YAML without an input file. They may as well be tests in today's form that happen to have this name, which
   * only their text tells; so nothing is said about them here.
   */
  readonly alone: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

const FILE = /^(?:(.*)\/)?(unit|input)\.(yaml|yml|xml)$/

interface Found {
  readonly unit: string[]
  readonly input: string[]
}

const isXml = (path: string): boolean => path.endsWith('.xml')

function about(
  path: string,
  code: DiagnosticCode,
  severity: Diagnostic['severity'],
  message: string,
  help: string,
): Diagnostic {
  return { code, severity, message, location: { file: path, line: 1, column: 1 }, help }
}

function complaintAbout({ unit, input }: Found): Diagnostic | undefined {
  const all = [...unit, ...input]
  const names = all.map((path) => `'${path.slice(path.lastIndexOf('/') + 1)}'`).join(' and ')
  const [first] = unit
  if (!first) return undefined
  if (new Set(all.map(isXml)).size > 1) {
    const message = `a folder holds one test, written in YAML or in XML, but this one has ${names}`
    return about(first, 'two-forms', 'error', message, 'keep the files of one form')
  }
  if (input.length > 1 || (input.length === 1 && unit.length > 1)) {
    const message = `a folder holds one test, but this one has ${names}`
    return about(first, 'two-forms', 'error', message, 'keep one `unit` and one `input`')
  }
  if (input.length === 1 || !isXml(first)) return undefined
  const message = 'this test is not run, since it has no `input.xml` beside it'
  return about(first, 'no-input-file', 'warning', message, 'add one that holds `<sets/>`')
}

/**
 * Finds the folders with a `unit` and an `input` file among the paths of a project (separated by `/`). A folder that
 * holds both YAML and XML, or two files for one part, is an error and no test; a `unit.xml` alone is a warning.
 */
export function olderTestFolders(paths: Iterable<string>): OlderTestFolders {
  const folders = new Map<string, Found>()
  for (const path of [...paths].sort()) {
    const [, folder = '', part] = FILE.exec(path) ?? []
    if (part !== 'unit' && part !== 'input') continue
    if (!folders.has(folder)) folders.set(folder, { unit: [], input: [] })
    folders.get(folder)![part].push(path)
  }
  const tests: OlderTestFolder[] = []
  const alone: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const [folder, found] of folders) {
    const complaint = complaintAbout(found)
    const [unit] = found.unit
    const [input] = found.input
    if (complaint) diagnostics.push(complaint)
    else if (unit && input) tests.push({ folder, carrier: isXml(unit) ? 'xml' : 'yaml', unit, input })
    else alone.push(...found.unit)
  }
  return { tests, alone, diagnostics }
}
