/** Reads a test of one of the two older forms into the tree that all forms share. */
import type { Diagnostic } from '@merlon/protocol'
import type { Dialect } from '../expression/types.ts'
import type { SourceFile } from '../source.ts'
import type { MapNode } from '../tree/node.ts'
import { type OlderStep, Reading, type TestNode } from '../tree/test.ts'
import type { OlderInputs } from './inputs.ts'
import { readYamlInputs, readYamlUnit } from './yaml-form.ts'

export interface OlderUnit {
  readonly dialect: Dialect
  readonly steps: readonly OlderStep[]
  readonly config?: MapNode
}

export interface OlderTestFiles {
  /** `unit.yaml`, `unit.yml` or `unit.xml`; the ending decides how it is read. */
  readonly unit: SourceFile
  readonly input?: SourceFile | undefined
  /** The test's name, which the files do not hold: by custom, that of their folder. */
  readonly name: string
}

const isXml = (file: SourceFile): boolean => /\.xml$/i.test(file.path)

async function readUnit(file: SourceFile, reading: Reading): Promise<OlderUnit> {
  if (!isXml(file)) return readYamlUnit(file, reading)
  // Only those who have tests in XML pay for the parser.
  const { readXmlUnit } = await import('./xml-form.ts')
  return readXmlUnit(file, reading)
}

async function readInputs(file: SourceFile, reading: Reading): Promise<OlderInputs> {
  if (!isXml(file)) return readYamlInputs(file, reading)
  const { readXmlInputs } = await import('./xml-form.ts')
  return readXmlInputs(file, reading)
}

/**
 * Reads a unit and the input file beside it. Never throws: a test that cannot be read has no steps, and the diagnostics
 * say why. What is unknown warns and is otherwise passed over; components are not looked at.
 */
export async function readOlderTest({
  unit,
  input,
  name,
}: OlderTestFiles): Promise<{ test: TestNode; diagnostics: Diagnostic[] }> {
  const reading = new Reading()
  const { steps, ...settings } = await readUnit(unit, reading)
  if (steps.length === 0 && reading.diagnostics.every(({ severity }) => severity !== 'error')) {
    reading.complain('empty-test', 'this test has no steps', { file: unit, start: 0, end: 0 }, { warning: true })
  }
  const inputs = input ? await readInputs(input, reading) : {}
  const test = { file: unit, name, tags: [], before: [], steps, finally: [], ...settings, ...inputs }
  return { test, diagnostics: reading.diagnostics }
}
