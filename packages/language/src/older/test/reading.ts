/** Reads a test from texts and says what was complained about, in a form that is easy to compare. */
import type { TestNode } from '../../tree/test.ts'
import { readOlderTest } from '../read.ts'

export interface Read {
  readonly test: TestNode
  /** Code, severity and the marked text of each complaint. */
  readonly complaints: string[]
}

export async function read(carrier: 'yaml' | 'xml', unit: string, input?: string): Promise<Read> {
  const files = {
    unit: { path: `unit.${carrier}`, text: unit },
    input: { path: `input.${carrier}`, text: input ?? '' },
  }
  const { test, diagnostics } = await readOlderTest({
    unit: files.unit,
    input: input === undefined ? undefined : files.input,
    name: 'shop',
  })
  const complaints = diagnostics.map(({ code, severity, location }) => {
    const { file, line, column, endLine, endColumn } = location!
    const lines = (file === files.unit.path ? unit : input!).split('\n')
    const end = line === endLine ? endColumn! - 1 : undefined
    return `${severity} ${code}: ${lines[line - 1]!.slice(column - 1, end)}`
  })
  return { test, complaints }
}
