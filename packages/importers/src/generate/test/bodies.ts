/** Arbitrary bodies, as text: JSON with awkward keys, values and gaps; XML; HTML; CSV. */
import fc from 'fast-check'

const awkwardKeys = [
  ...[
    '',
    ' ',
    '0',
    '7',
    'length',
    '__proto__',
    'constructor',
    'class',
    'null',
    'true',
    'a?',
    'a',
    'b',
    '${a}',
    '\\${a}',
  ],
  ...[
    "a'b",
    'a"b',
    'a\\',
    'a\nb',
    'a: b',
    '#',
    '- a',
    'é',
    '日本',
    '\u{1f600}',
    '\ud800',
    '\u2028',
    '_1',
    'user_1',
    'user_2',
  ],
]
const awkwardTexts = [
  ...[
    '',
    'null',
    '~',
    'true',
    '12',
    '007',
    '1e5',
    '${payload}',
    '\\${x}',
    'open',
    'closed',
    'string',
    'url',
    'payload.a',
  ],
  ...['2024-02-29', '2023-02-29', '2024-05-01T10:00:00Z', '3f2b8c1e-9a5d-4c62-8f1b-2d3e4f5a6b7c', 'https://x.io/?a=1'],
  ...['a@b.io', '+49 30 1234567', 'a\nb\n', ' a ', '\ud800', '- a: b # c', "it's", 'size'],
]
const awkwardNumbers = ['0', '-0', '7', '0.10', '1e400', '12345678901234567890', '-1.5e-7', '1e21', '9007199254740993']

export const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...awkwardKeys) }, fc.string({ unit: 'binary' }))

const text = fc
  .oneof({ weight: 4, arbitrary: fc.constantFrom(...awkwardTexts) }, fc.string({ unit: 'binary' }))
  .map((one) => JSON.stringify(one))

const scalar = fc.oneof(
  text,
  fc.constantFrom(...awkwardNumbers),
  fc.integer().map(String),
  fc.constantFrom('true', 'false', 'null'),
)

const mapOf = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`

/** JSON texts; in lists, values of a kind are as frequent as mixed ones. */
export const json = fc.letrec<{ value: string; list: string; records: string; map: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    tie('map'),
    tie('list'),
    tie('records'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  records: fc
    .tuple(
      fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
      fc.array(fc.array(fc.option(fc.oneof(scalar, tie('value'))), { minLength: 3, maxLength: 3 }), { maxLength: 5 }),
    )
    .map(([names, rows]) => {
      const entries = (row: readonly (string | null)[]): [string, string][] =>
        names.flatMap((name, at): [string, string][] => (row[at] ? [[name, row[at]]] : []))
      return `[${rows.map((row) => mapOf(entries(row))).join(',')}]`
    }),
  map: fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name }).map(mapOf),
})).value

const plainTexts = [
  '',
  ' ',
  '12',
  '007',
  '1.5',
  'true',
  'a',
  'open',
  '2024-02-29',
  'https://x.io',
  '${a}',
  ' a ',
  "it's",
]
const names = ['a', 'b', 'c', 'length', 'p:a', 'p:d', 'q:d', 'class', 'x-y']
const attributes = fc.uniqueArray(
  fc.tuple(fc.constantFrom('id', 'p:id', 'x-y', 'length'), fc.constantFrom(...plainTexts)),
  { maxLength: 2, selector: ([name]) => name },
)
const attributesText = (found: readonly (readonly [string, string])[]): string =>
  found.map(([name, value]) => ` ${name}="${value}"`).join('')

/** XML texts, with namespaces and mixed content. */
export const xml = fc
  .letrec<{ element: string; inside: string }>((tie) => ({
    element: fc
      .tuple(fc.constantFrom(...names), attributes, tie('inside'))
      .map(([name, found, inside]) => `<${name}${attributesText(found)}>${inside}</${name}>`),
    inside: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...plainTexts),
      fc.array(tie('element'), { maxLength: 5 }).map((children) => children.join('')),
      fc
        .array(fc.oneof(tie('element'), fc.constantFrom(...plainTexts)), { maxLength: 3 })
        .map((parts) => parts.join('')),
    ),
  }))
  .inside.map((inside) => `<p:root xmlns:p="urn:p" xmlns:q="urn:q">${inside}</p:root>`)

const tags = [
  '<p>',
  '</p>',
  '<ul><li>',
  '<li class="a">',
  '</ul>',
  '<br>',
  '<o:p x:y="1">',
  "<a@b @click='x\"'>",
  '<length>',
]
export const html = fc
  .array(fc.oneof(fc.constantFrom(...tags), fc.constantFrom(...plainTexts)), { maxLength: 12 })
  .map((parts) => parts.join(''))

export const csv = fc
  .array(
    fc.array(fc.oneof(fc.constantFrom(...plainTexts), fc.constantFrom('x"y', 'x,y', 'x\ny')), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) => rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'))
