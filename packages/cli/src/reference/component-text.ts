/** The reference of components as text for a terminal. */
import type { Category, ComponentDocument, NamedField } from '@merlon/protocol'
import { cells, type Styles, wrap } from '@merlon/reporters'

export interface Page {
  readonly paint: Styles
  readonly width: number
}

const CATEGORIES: Readonly<Record<Category, string>> = {
  requests: 'Requests',
  assertions: 'Assertions',
  flow: 'Flow',
  variables: 'Variables',
  report: 'Report',
}
const OUTCOMES = {
  passed: 'passes',
  failed: 'fails',
  errored: 'cannot be carried out',
  warned: 'warns',
  skipped: 'is skipped',
} as const

/** Text in a column that begins after `indent` cells; what stands left of it is `head`. */
function hanging(head: string, shownHead: string, text: string, indent: number, width: number): string[] {
  const lines = wrap(text, width - indent)
  const margin = ' '.repeat(indent)
  if (cells(head) >= indent) return [shownHead, ...lines.map((line) => margin + line)]
  return lines.map((line, at) => (at === 0 ? shownHead + ' '.repeat(indent - cells(head)) : margin) + line)
}

/** All components with their summaries, by category. */
export function componentList(components: readonly ComponentDocument[], { paint, width }: Page): string {
  const longest = Math.max(...components.map(({ name }) => name.length))
  const parts = Object.entries(CATEGORIES).map(([category, title]) => {
    const own = components.filter((one) => one.category === category)
    return [
      paint.bold(title),
      ...own.flatMap(({ name, summary }) => hanging(`  ${name}`, `  ${name}`, summary, longest + 4, width)),
    ]
  })
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n\n\`merlon components NAME\` says more about one.\n`
}

function fieldLines(field: NamedField, depth: number, { paint, width }: Page): string[] {
  const { name, takes, summary, required, primary, default: fallback, aliases = [] } = field
  const facts = [
    takes,
    ...(required ? ['required'] : []),
    ...(fallback === undefined ? [] : [`without it ${JSON.stringify(fallback)}`]),
    ...(aliases.length > 0 ? [`also written ${aliases.join(', ')}`] : []),
  ]
  const margin = ' '.repeat(2 + 4 * depth)
  const inner = `${margin}    `
  return [
    `${margin}${paint.bold(name)}${primary ? ' ◆' : ''}`,
    ...wrap(summary, width - inner.length).map((line) => inner + line),
    ...wrap(facts.join('; '), width - inner.length).map((line) => inner + paint.dim(line)),
    ...(field.fields ?? []).flatMap((one) => fieldLines(one, depth + 1, { paint, width })),
  ]
}

function groupLines({ oneOf, atMostOneOf }: ComponentDocument): string[] {
  return [
    ...oneOf.map((names) => `Exactly one of ${names.join(', ')}.`),
    ...atMostOneOf.map((names) => `At most one of ${names.join(', ')}.`),
  ]
}

/** What one component takes and does, with examples. */
export function componentPage(component: ComponentDocument, page: Page): string {
  const { name, title, summary, category, fields, examples, olderNames } = component
  const { paint, width } = page
  const groups = groupLines(component)
  const primary = fields.some((one) => one.primary)
  const parts = [
    [`${paint.bold(name)}  ${title} · ${CATEGORIES[category]}`, ...wrap(summary, width)],
    ...(olderNames.length > 0 ? [wrap(`Older tests call it ${olderNames.join(', ')}.`, width)] : []),
    ...(fields.length > 0
      ? [
          [
            `Fields${primary ? ' (◆ may stand alone, as the value of the step)' : ''}:`,
            ...fields.flatMap((one) => fieldLines(one, 0, page)),
          ],
        ]
      : []),
    ...(groups.length > 0 ? [groups] : []),
    ...(examples.length > 0 ? ['Examples:'].map((head) => [head, ...examples.flatMap(exampleLines)]) : []),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`

  function exampleLines({ title: what, outcome, yaml }: ComponentDocument['examples'][number], at: number): string[] {
    const code = yaml
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`)
    return [...(at > 0 ? [''] : []), `  ${what} ${paint.dim(`(${OUTCOMES[outcome]})`)}`, ...code]
  }
}
