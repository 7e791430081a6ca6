/** Runs assertions side by side on values put in scope as a command line would. */
import type { StepReport } from '@merlon/protocol'
import { runYaml } from './engine.ts'

/** One assertion as a step: its name and its fields, written as inside `{ }`. */
export const line = (name: string, fields: string): string => `- ${name}: { ${fields} }`

/** The reports of assertions, in order. `it` and `wanted` are held in a map each, so that they are no templates. */
export async function reportsOf(
  lines: readonly string[],
  it: unknown,
  wanted?: unknown,
): Promise<readonly StepReport[]> {
  const variables = { it: { value: it }, ...(wanted === undefined ? {} : { wanted: { value: wanted } }) }
  const { steps } = await runYaml(`config: { maxFailures: 0 }\nsteps:\n${lines.join('\n')}`, { variables })
  return steps
}

/** The statuses of assertions, in order. */
export async function verdicts(
  lines: readonly string[],
  it: unknown,
  wanted?: unknown,
): Promise<(string | undefined)[]> {
  return (await reportsOf(lines, it, wanted)).map(({ status }) => status)
}

export const verdict = (pass: boolean): 'passed' | 'failed' => (pass ? 'passed' : 'failed')
