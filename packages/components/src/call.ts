import {
  alsoKnownAs,
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  keysName,
  type Outcome,
  passed,
  primary,
  refersTo,
  required,
  type SnippetPlan,
  StepFault,
  type ValuePlan,
} from '@merlon/engine'

const fields = {
  snippet: refersTo(
    alsoKnownAs(required(primary(field.template('The snippet, by its file name under `snippets/`'))), 'name'),
    'snippet',
  ),
  with: keysName(
    field.map(field.value('A value'), 'What the snippet is given; it then sees this and the stored variables only'),
    'parameters',
  ),
  into: keysName(
    field.map(
      refersTo(field.text('A name that the snippet sets or returns'), 'result'),
      'Variables to set here: `{ mine: theirs }`',
    ),
    'variables',
  ),
} satisfies Fields

type Input = InputOf<typeof fields>

function snippetOf(name: string, context: Context): SnippetPlan {
  const found = context.plan.snippet(name)
  if ('problem' in found) throw new StepFault(found.problem, { help: found.help, field: 'snippet' })
  return found
}

const filled = (plan: ValuePlan, context: Context, node: Parameters<Context['value']>[0]['node']): unknown =>
  context.value({ is: 'value', value: plan, node })

/** What the snippet offers under the names that `into` asks for. */
function collect(input: Input, snippet: SnippetPlan, context: Context): Record<string, unknown> {
  const node = input.snippet.node
  const returned = new Map(snippet.returns.map(({ name, plan }) => [name, plan]))
  const found: Record<string, unknown> = {}
  for (const [mine, theirs] of Object.entries(input.into ?? {})) {
    const plan = returned.get(theirs)
    const value = plan ? filled(plan, context, node) : context.get(theirs)
    if (value === undefined) throw new StepFault(`the snippet '${snippet.name}' gave no '${theirs}'`, { field: 'into' })
    found[mine] = value
  }
  return found
}

async function runApart(input: Input, snippet: SnippetPlan, context: Context): Promise<void> {
  const given = Object.fromEntries(
    Object.entries(input.with ?? {}).map(([name, value]) => [name, context.value(value)]),
  )
  const defaults = Object.fromEntries(
    snippet.params
      .filter(({ name }) => given[name] === undefined)
      .map(({ name, plan }) => [name, filled(plan, context, input.snippet.node)]),
  )
  const found = await context.isolated({ ...defaults, ...given }, async () => {
    const { failures, stopped } = await context.run({ is: 'steps', steps: snippet.steps })
    // What a failed snippet would have returned may never have arrived.
    return failures > 0 || stopped ? attempt(() => collect(input, snippet, context)) : collect(input, snippet, context)
  })
  for (const [mine, value] of Object.entries(found ?? {})) context.set(mine, value)
  if (found === undefined) context.absent(Object.keys(input.into ?? {}), `the snippet '${snippet.name}' failed`)
}

function attempt<T>(collectAll: () => T): T | undefined {
  try {
    return collectAll()
  } catch {
    return undefined
  }
}

export default defineComponent({
  name: 'call',
  title: 'Call a snippet',
  summary: 'Runs the steps of a snippet: in the scope of the caller, or apart with what `with` gives it.',
  category: 'flow',
  kind: 'container',
  fields,
  older: { names: ['invoke'] },
  examples: [
    {
      title: 'With what it takes and what it gives back',
      outcome: 'passed',
      yaml: '- call: { snippet: log-in, with: { user: ann, password: ann-demo-password }, into: { token: token } }\n- assert-exists: token',
    },
    {
      title: 'There is no such snippet',
      outcome: 'failed',
      yaml: '- set: { var: name, value: log-out }\n- call: "${name}"',
    },
  ],
  label: ({ snippet }) => `call ${snippet.template.source}`,
  check({ snippet }, check) {
    if (snippet.template.constant) check.snippet(snippet.template.constant, 'snippet')
  },
  writes: ({ into }) => Object.keys(into ?? {}),
  async run(input, context): Promise<Outcome> {
    const name = context.text(input.snippet, { missing: 'error' })
    const snippet = snippetOf(name, context)
    await context.prepare(snippet.helpers)
    return context.enterSnippet(name, async () => {
      if (input.with || input.into) await runApart(input, snippet, context)
      else {
        for (const { name: param, plan } of snippet.params)
          if (!context.has(param)) context.set(param, filled(plan, context, input.snippet.node))
        await context.run({ is: 'steps', steps: snippet.steps })
      }
      return { ...passed, label: `call ${name}` }
    })
  },
})
