/** Names that expressions can read. */

/** `secrets` is where vaults list those whose values live elsewhere. */
const TAKEN = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if import in instanceof let new null return secrets static super switch this throw true try typeof undefined
  var void while with yield async NaN Infinity`.split(/\s+/),
)

const NAME = /^[A-Za-z_$][\w$]*$/

/** The name itself, or one like it that can name a variable: `a-b` becomes `a_b`. */
export function usableName(name: string): string {
  const trimmed = name.trim()
  const like = NAME.test(trimmed) ? trimmed : trimmed.replace(/[^\w$]+/g, '_')
  const filled = /[A-Za-z\d]/.test(like) ? like : 'variable'
  // Names such as `_1` belong to loops.
  return /^_*\d/.test(filled) ? `v${filled}` : TAKEN.has(filled) ? `${filled}_` : filled
}
