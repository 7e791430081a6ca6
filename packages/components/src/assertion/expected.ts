/** The value that an assertion compares with. */
import type { Context, ValueInput } from '@merlon/engine'
import { type Judgement, senseless } from './define.ts'

/** Fills the value, or says what of it is missing: that equals nothing, not even what is missing as well. */
export function expectedOf(
  input: ValueInput,
  field: string,
  context: Context,
): { value: unknown } | { problem: Judgement } {
  let missing: string | undefined
  const value = context.value(input, (source) => {
    missing ??= source
  })
  if (missing === undefined) return { value }
  return { problem: senseless(field, `the expected value \`${missing}\` is missing`) }
}
