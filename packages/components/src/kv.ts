import {
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Outcome,
  passed,
  required,
  StepFault,
} from '@merlon/engine'
import { jsonText } from '@merlon/language'

const fields = {
  action: required(field.choice(['set', 'load', 'push', 'pop'], 'What to do with the entry')),
  key: required(field.template('The name of the entry, shared by all tests')),
  object: field.expression('What to store, with `set` and `push`'),
  var: field.variable('Where it goes, with `load` and `pop`; null where there is none'),
} satisfies Fields

type Input = InputOf<typeof fields>

const stores = (action: Input['action']): boolean => action === 'set' || action === 'push'

/** What the store refuses is the author's to mend. */
async function stored<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    throw new StepFault(error instanceof Error ? error.message : String(error), { field: 'key' })
  }
}

async function act(input: Input, key: string, context: Context): Promise<void> {
  const { keyValues } = context.ports
  if (stores(input.action)) {
    const value: unknown = input.object && context.evaluate(input.object)
    if (value === undefined) throw new StepFault(`there is nothing to store under '${key}'`, { field: 'object' })
    // Through JSON, so that what is loaded later is what was stored now, whoever loads it.
    const text = jsonText(value)
    const plain: unknown = JSON.parse(text)
    const unwritten = context.holdsSecret(text) || context.holdsSecret(key)
    if (unwritten) context.notice(`'${key}' holds a secret, so it is kept for this run only and not written to disk`)
    await stored(() => (input.action === 'set' ? keyValues.set : keyValues.push)(key, plain, { unwritten }))
    return
  }
  const value = await stored(() => (input.action === 'load' ? keyValues.load(key) : keyValues.pop(key)))
  if (input.var !== undefined) context.set(input.var, value ?? null)
}

export default defineComponent({
  name: 'kv',
  title: 'Key/value store',
  summary: 'Keeps values across tests for 24 hours: a token, a list of things to clean up.',
  category: 'variables',
  kind: 'action',
  fields,
  examples: [
    {
      title: 'Kept and loaded',
      outcome: 'passed',
      yaml: '- kv: { action: set, key: example/token, object: "\'T-1\'" }\n- kv: { action: load, key: example/token, var: token }\n- assert: token == "T-1"',
    },
    {
      title: 'A list of its own',
      outcome: 'passed',
      yaml: '- kv: { action: push, key: example/list, object: "1" }\n- kv: { action: pop, key: example/list, var: last }\n- assert: last == 1',
    },
  ],
  label: ({ action, key }) => `kv(${action},${key.template.source})`,
  check({ action, object, var: name }, check) {
    if (stores(action) && !object) check.complain(`kv needs 'object' to ${action}`, { code: 'missing-field' })
    if (!stores(action) && name === undefined) check.complain(`kv needs 'var' to ${action}`, { code: 'missing-field' })
  },
  async run(input, context): Promise<Outcome> {
    const key = context.text(input.key, { missing: 'error' })
    const label = `kv(${input.action},${key})`
    await act(input, key, context)
    return { ...passed, label }
  },
})
