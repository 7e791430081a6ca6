/** Random code that mostly parses: every known function with any arguments, on any value, and what should not be reachable. */
import fc from 'fast-check'

const subjects = [
  'n',
  's',
  'list',
  'words',
  'mixed',
  'item',
  'items',
  'nothing',
  'book',
  'exact',
  'date',
  'long',
  'many',
  'data',
  'text',
  'WSUtil',
  'jsonpath',
  'Math',
  'JSON',
  'Object',
  'Array',
  'String',
  'Number',
  'Date',
  'Buffer',
  'Map',
  'Set',
  'RegExp',
  'Error',
  'missing',
  '_1',
]
const literals = [
  '0',
  '1',
  '-1',
  '2.5',
  '1e9',
  '1e21',
  'NaN',
  'Infinity',
  "''",
  "'a'",
  "'__proto__'",
  "'constructor'",
  'null',
  'undefined',
  'true',
  'false',
  '[]',
  '[1, 2, 3]',
  '({})',
  '({ a: 1 })',
  '/a/g',
  '/(a+)+$/',
  '`t${n}`',
  "'😀'",
  "'\\ud800'",
  'new Date(8.64e15)',
  'new Map([[1, 2]])',
  'new Set([1])',
  "Buffer.from('abc')",
]
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '==',
  '===',
  '!=',
  '<',
  '>=',
  '&&',
  '||',
  '??',
  'in',
  'instanceof',
  ',',
  '|',
  '>>>',
  '<<',
]

/** `$E` stands for an expression, `$L` for some between commas, `$S` for statements, `$N` for a name, `$O` for an operator. */
const expressionForms = [
  '($E).$N($L)',
  '($E)?.$N?.($L)',
  '($E).$N',
  '($E)[$E]',
  '(($E) $O ($E))',
  '(x => ($E))',
  '((x, y) => ($E))',
  '(({ a, ...rest }) => ($E))',
  '(([a, ...rest]) => ($E))',
  '((x = 1) => ($E))',
  '(typeof ($E))',
  '(!($E))',
  '(-($E))',
  '(void ($E))',
  '(delete ($E))',
  '(new ($E)($L))',
  '[...($E)]',
  '[$L]',
  '({ $N: ($E), [$E]: 1, ...($E) })',
  '(($E) ? ($E) : ($E))',
  '(function f(x) { $S })(1)',
]
const statementForms = [
  'return $E',
  'throw $E',
  'n = $E',
  's += $E',
  'item.id **= $E',
  'list[0] = $E',
  'data.map.a ??= $E',
  'fresh = $E',
  'items.length = $E',
  '($E).$N = $E',
  'if ($E) { $S } else { $S }',
  'for (const x of $E) { $S }',
  'for (let x in $E) { $S }',
  'while ($E) { $S }',
  'try { $S } catch (e) { $S } finally { x = 1 }',
  'const x = $E',
  'let [x, y = 1] = $E',
  'var { a: x, ...rest } = $E',
  'break',
  'continue',
  'delete item.id',
  'n++',
]
const locals = ['x', 'y', 'rest', 'f', 'e']

type Part = 'E' | 'L' | 'S' | 'N' | 'O'

/** A form with something in each of its places. */
function filled(form: string, parts: Readonly<Record<Part, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const [first = '', ...rest] = form.split('$')
  // What follows a `$` is one of the letters above.
  return fc
    .tuple(...rest.map((one) => parts[one[0] as Part]))
    .map((given) => first + rest.map((one, at) => given[at] + one.slice(1)).join(''))
}

export function wildCode(names: readonly string[], hostile: readonly string[]): fc.Arbitrary<string> {
  const depth = { maxDepth: 5, depthIdentifier: 'wild' }
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  )
  const { E, S } = fc.letrec<Record<Part, string>>((tie) => {
    const parts = { E: tie('E'), L: tie('L'), S: tie('S'), N: tie('N'), O: tie('O') }
    const leaf = fc.constantFrom(...subjects, ...literals, ...locals)
    return {
      E: fc.oneof(depth, leaf, ...expressionForms.map((form) => filled(form, parts))),
      L: fc.array(tie('E'), { maxLength: 3 }).map((all) => all.join(', ')),
      S: fc
        .array(fc.oneof(depth, fc.constant('return x'), ...statementForms.map((form) => filled(form, parts))), {
          maxLength: 3,
        })
        .map((all) => all.join('; ')),
      N: name,
      O: fc.constantFrom(...operators),
    }
  })
  return fc.oneof({ weight: 2, arbitrary: E }, { weight: 1, arbitrary: S })
}
