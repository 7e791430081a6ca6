/** The settings of a whole test, under the names that the older forms give them. */
import type { Dialect } from '../expression/types.ts'
import type { Span } from '../source.ts'
import { suggest } from '../suggest.ts'
import type { Entry, MapNode, ScalarNode } from '../tree/node.ts'
import type { Reading } from '../tree/test.ts'
import { type NamedValue, replaced } from './named-value.ts'

/** Today's names; values that are no text by nature get the type that today's form gives them. */
const TODAY: Readonly<Record<string, string>> = {
  timeout: 'requestTimeout',
  follow_redirects: 'followRedirects',
  max_failures: 'maxFailures',
  max_iterations: 'maxIterations',
  seed: 'seed',
}

/** Settings that are known and have no effect here, each with what to do instead. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  footprint: 'give it to each request, which is what it names',
  client_cert_configuration: "write the test in today's form and give its requests `tls`",
}

const LANGUAGES: Readonly<Record<string, Dialect>> = { js: 'javascript', javascript: 'javascript', groovy: 'groovy' }

const NAMES = [...Object.keys(TODAY), ...Object.keys(WITHOUT_EFFECT), 'step_budget', 'language']

/** Settings are often quoted, or cannot be otherwise, where today's form has numbers and booleans. */
function typed(value: ScalarNode): ScalarNode {
  const { text } = value
  if (text === 'true' || text === 'false') return { ...value, value: text === 'true', quoted: false }
  if (/^-?\d+(\.\d+)?$/.test(text)) return { ...value, value: Number(text), quoted: false }
  return value
}

function complainAbout(name: ScalarNode, reading: Reading): void {
  const instead = Object.hasOwn(WITHOUT_EFFECT, name.text) ? WITHOUT_EFFECT[name.text] : undefined
  if (instead) {
    reading.complain('ignored-config', `'${name.text}' has no effect for a whole test`, name.span, {
      help: instead,
      warning: true,
    })
    return
  }
  const near = suggest(name.text, NAMES)
  reading.complain('ignored-config', `there is no setting '${name.text}'`, name.span, {
    label: near ? `did you mean '${near}'?` : 'ignored',
    help: near ? undefined : `the settings are ${NAMES.join(', ')}`,
    warning: true,
  })
}

function dialectOf({ name, value }: NamedValue, reading: Reading): Dialect | undefined {
  const written = value?.text ?? ''
  const dialect = Object.hasOwn(LANGUAGES, written) ? LANGUAGES[written] : undefined
  if (!dialect) {
    reading.complain('unknown-choice', `there is no language '${written}'`, (value ?? name).span, {
      help: 'write `js` or `groovy`',
    })
  }
  return dialect
}

/** Reads the settings into the `config` that today's form has. What has no meaning warns and is left out. */
export function readConfigs(
  pairs: readonly NamedValue[],
  span: Span,
  reading: Reading,
): { config?: MapNode; dialect?: Dialect } {
  const entries = new Map<string, Entry>()
  let dialect: Dialect | undefined
  for (const pair of pairs) {
    const { name, value } = pair
    const today = Object.hasOwn(TODAY, name.text) ? TODAY[name.text]! : undefined
    if (name.text === 'language') dialect = dialectOf(pair, reading) ?? dialect
    else if (today && !value) {
      reading.complain('ignored-config', `the setting '${name.text}' has no value`, name.span, {
        label: 'ignored',
        warning: true,
      })
    } else if (today && value) entries.set(today, { key: replaced(name, today), value: typed(value) })
    else if (!today && name.text !== 'step_budget') complainAbout(name, reading)
  }
  return {
    ...(entries.size > 0 ? { config: { kind: 'map', span, entries: [...entries.values()] } } : {}),
    ...(dialect ? { dialect } : {}),
  }
}
