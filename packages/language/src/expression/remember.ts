import type { CompileOptions } from './expression.ts'

const MOST = 5_000

/**
 * Keeps what a text compiled to, since the tests of a project say the same things again and again, and what is compiled
 * never changes. Long texts are payloads more often than code, and are not kept.
 */
export function remembering<T>(
  compile: (text: string, options: CompileOptions) => T,
): (text: string, options: CompileOptions) => T {
  const known = new WeakMap<ReadonlySet<string>, Map<string, T>>()
  return (text, options) => {
    if (text.length > 500) return compile(text, options)
    let own = known.get(options.helperNames)
    if (!own || own.size >= MOST) {
      own = new Map()
      known.set(options.helperNames, own)
    }
    const key = `${options.dialect}\n${text}`
    let made = own.get(key)
    if (made === undefined) {
      made = compile(text, options)
      own.set(key, made)
    }
    return made
  }
}
