import { ExpressionError, type HelperFunction, type HelperUse } from '@merlon/language'
import { isMap, needWhole, quoted, wrongArgument } from '../shared/arguments.ts'
import { repeated } from '../shared/random.ts'

type Functions = Readonly<Record<string, HelperFunction>>

const MOST = 1_000_000
const DEEPEST = 50

/** `single` and `collection`: values of a shape in which names of the functions stand for what they give. */
export function shapes(functions: Functions): Record<'single' | 'collection', HelperFunction> {
  return {
    single: {
      signature: 'single(spec)',
      summary:
        'A value after a spec: the name of a function of F, a list of names, or a map of names, nested as need be',
      example: "F.single({ name: 'fullName', address: ['streetAddress', 'city'], note: 'null' })",
      run: ([spec], use) => valueAfter(functions, 'F.single', spec, use, 0),
    },
    collection: {
      signature: 'collection(count, spec)',
      summary: 'A list of count values after a spec as in single; for count 1 the value itself',
      example: "F.collection(3, { id: 'uuid', name: 'fullName' })",
      run([count, spec], use) {
        const call = 'F.collection'
        const length = needWhole(call, 'count', count, 0, MOST)
        if (length === 1) return valueAfter(functions, call, spec, use, 0)
        return repeated(use, length, () => valueAfter(functions, call, spec, use, 0))
      },
    },
  }
}

function valueAfter(functions: Functions, call: string, spec: unknown, use: HelperUse, depth: number): unknown {
  use.charge(1)
  if (depth > DEEPEST) throw new ExpressionError(`\`${call}\` goes ${DEEPEST} levels deep, the spec goes deeper`)
  if (spec === null || spec === 'null') return null
  if (typeof spec === 'string') return named(functions, call, spec, use)
  if (Array.isArray(spec)) return spec.map((item) => valueAfter(functions, call, item, use, depth + 1))
  if (!isMap(spec)) throw wrongArgument(call, 'names of functions of `F`, alone or in lists and maps', spec)
  const members = Object.entries(spec).map(([key, item]) => [key, valueAfter(functions, call, item, use, depth + 1)])
  return Object.fromEntries(members)
}

/** Tests written as XML get the explanation as the value, as they always did. */
function named(functions: Functions, call: string, name: string, use: HelperUse): unknown {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (known !== undefined) return known.run([], use)
  const message = `F has no function ${quoted(name)}`
  if (use.dialect === 'groovy') return message
  throw new ExpressionError(`\`${call}\`: ${message}`, { help: "write its name alone, as in 'fullName'" })
}
