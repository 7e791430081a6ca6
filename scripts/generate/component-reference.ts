import { catalogDocument } from '@merlon/engine'
import type { ComponentDocument, Example, FieldDocument, NamedField } from '@merlon/protocol'
import { readCatalog } from './catalog.ts'
import { anchor, fenced, page, table } from './markdown.ts'
import { type Output, pageNote } from './output.ts'

const CATEGORIES = [
  ['requests', 'Requests'],
  ['assertions', 'Assertions'],
  ['flow', 'Flow'],
  ['variables', 'Variables'],
  ['report', 'Report'],
] as const satisfies readonly (readonly [ComponentDocument['category'], string])[]

const OUTCOMES: Readonly<Record<Example['outcome'], string>> = {
  passed: 'passes',
  failed: 'fails',
  errored: 'cannot be carried out',
  warned: 'warns',
  skipped: 'is skipped',
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')

/** The fields below a field: of an object, of the items of a list, of each alternative. */
function below({ fields = [], items, alternatives = [] }: FieldDocument): readonly NamedField[] {
  return [...fields, ...[items, ...alternatives].flatMap((one) => (one ? below(one) : []))]
}

function notes(field: NamedField): string {
  const { required, primary, writes, aliases = [] } = field
  const said = [
    required ? 'required' : '',
    primary ? 'may stand alone' : '',
    writes ? 'sets a variable' : '',
    aliases.length > 0 ? `also ${code(aliases)}` : '',
  ]
  return said.filter(Boolean).join('; ')
}

function rows(fields: readonly NamedField[], prefix = ''): string[][] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`
    const fallback =
      field.default === undefined
        ? ''
        : `\`${typeof field.default === 'string' ? field.default : JSON.stringify(field.default)}\``
    return [[`\`${path}\``, field.takes, field.summary, fallback, notes(field)], ...rows(below(field), `${path}.`)]
  })
}

const fieldTable = (fields: readonly NamedField[]): string =>
  table(['Field', 'Takes', 'Meaning', 'Default', ''], rows(fields))

const textOf = (field: NamedField): string => JSON.stringify(field)

/** Fields that most components of a category have alike: shown once. */
function commonFields(members: readonly ComponentDocument[]): readonly NamedField[] {
  const counts = new Map<string, { field: NamedField; count: number }>()
  for (const field of members.flatMap(({ fields }) => fields)) {
    const known = counts.get(textOf(field))
    counts.set(textOf(field), { field, count: (known?.count ?? 0) + 1 })
  }
  return members.length < 4
    ? []
    : [...counts.values()].filter(({ count }) => count > members.length / 2).map(({ field }) => field)
}

function remaining(inherited: readonly NamedField[], common: readonly NamedField[], heading: string): string[] {
  if (inherited.length === 0) return []
  const which = inherited.length === common.length ? 'All' : `${code(inherited.map(({ name }) => name))}`
  return [`${which} of the [${heading.toLowerCase()}](#${anchor(heading)}).`]
}

function section(component: ComponentDocument, common: readonly NamedField[], heading: string): string[] {
  const { name, title, summary, fields, oneOf, atMostOneOf, olderNames, examples } = component
  const texts = new Set(common.map(textOf))
  const own = fields.filter((field) => !texts.has(textOf(field)))
  const inherited = fields.filter((field) => texts.has(textOf(field)))
  return [
    `### ${name}`,
    `**${title}.** ${summary}`,
    ...(olderNames.length > 0 ? [`Older spelling: ${code(olderNames)}.`] : []),
    ...(own.length > 0 ? [fieldTable(own)] : []),
    ...remaining(inherited, common, heading),
    ...oneOf.map((group) => `Exactly one of ${code(group)} is given.`),
    ...atMostOneOf.map((group) => `At most one of ${code(group)} is given.`),
    ...examples.flatMap((example) => [
      `${example.title} (${OUTCOMES[example.outcome]}):`,
      fenced('yaml', example.yaml),
    ]),
  ]
}

function category([key, title]: (typeof CATEGORIES)[number], components: readonly ComponentDocument[]): string[] {
  const members = components.filter((one) => one.category === key)
  const common = commonFields(members)
  const heading = `Common fields of ${title.toLowerCase()}`
  return [
    `## ${title}`,
    ...(common.length > 0 ? [`### ${heading}`, fieldTable(common)] : []),
    ...members.flatMap((component) => section(component, common, heading)),
  ]
}

export default async function componentReference(): Promise<Output[]> {
  const { components, config } = catalogDocument(await readCatalog())
  const overview = table(
    ['Component', 'What it does'],
    CATEGORIES.flatMap(([key]) => components.filter((one) => one.category === key)).map(({ name, summary }) => [
      `[${name}](#${anchor(name)})`,
      summary,
    ]),
  )
  const introduction =
    'A step is a map with one component and its fields. A field that may stand alone can be written in place of the map: `- get: /cart` is `- get: { url: /cart }`. Beside the component may stand `title`, shown in the report, and `skip`, a reason not to run the step.'
  const blocks = [
    introduction,
    overview,
    ...CATEGORIES.flatMap((one) => category(one, components)),
    '## config',
    'What `config` holds in a test, and in `merlon.yaml` for all tests of the project.',
    fieldTable(config),
  ]
  return [{ path: 'docs/reference/components.md', text: pageNote + page('Components', blocks) }]
}
