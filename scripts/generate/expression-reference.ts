import { type HelperFunction, type HelperObject, knownNames } from '@merlon/language'
import { helperObjects } from './catalog.ts'
import { fenced, page, table } from './markdown.ts'
import { type Output, pageNote } from './output.ts'

const INTRODUCTION = `Expressions are JavaScript expressions over the variables in scope: literals, template literals, member access, optional
chaining, calls, arrow functions, spread, destructuring and the operators. A step on something missing gives \`undefined\`, never an
exception. What is listed here is all that they reach besides variables.`

const KINDS: Readonly<Record<string, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'a boolean',
  list: 'a list',
  map: 'a map',
  date: 'a `Date`',
  pattern: 'a pattern',
  hash: 'a `Map`',
  set: 'a `Set`',
  bytes: 'bytes',
  xml: 'an XML or HTML element',
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ')

function rowOf(owner: string, { signature, summary, example }: HelperFunction): string[] {
  return [`\`${owner}${signature}\``, summary, example ? `\`${example}\`` : '']
}

function helperSection(helper: HelperObject): string[] {
  const own = helper.call ? [rowOf('', helper.call)] : []
  const rows = [...own, ...Object.values(helper.functions).map((one) => rowOf(`${helper.name}.`, one))]
  return [`### ${helper.name}`, `${helper.summary}.`, table(['Function', 'Gives', 'Example'], rows)]
}

export default async function expressionReference(): Promise<Output[]> {
  const { members, globals } = knownNames()
  const methods = Object.entries(members).map(([kind, names]) => [`of ${KINDS[kind] ?? kind}`, code(names)])
  const namespaces = globals.map(({ name, members: inside }) => [`\`${name}\``, code(inside)])
  const blocks = [
    INTRODUCTION,
    fenced(
      'yaml',
      '- assert: payload.items.every(item => item.price > 0)\n- set: { var: total, object: payload.items.reduce((sum, item) => sum + item.price, 0) }',
    ),
    '## Helpers',
    ...(await helperObjects()).flatMap(helperSection),
    '## Functions of values',
    table(['Functions', ''], methods),
    '## Names',
    table(['Name', 'With'], namespaces),
  ]
  return [{ path: 'docs/reference/expressions.md', text: pageNote + page('Expressions', blocks) }]
}
