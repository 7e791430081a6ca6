import {
  type Branch,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  passed,
  required,
  type StepPlan,
} from '@merlon/engine'

const fields = {
  branches: required(
    field.map(
      field.steps('Run one after another, beside those of the other branches'),
      'Steps, by the name of their branch',
    ),
  ),
  max: field.whole('Branches that run at a time; all of them where it is not said', { least: 1 }),
} satisfies Fields

/** In the order in which they are written; a map of our own would put numbers first. */
function* branchesOf(input: InputOf<typeof fields>, { fieldNodes }: StepPlan): Generator<Branch> {
  const node = fieldNodes.get('branches')
  if (node?.kind !== 'map') return
  for (const { key } of node.entries) {
    const steps = input.branches[key.text]
    if (steps) yield { steps, heading: { name: key.text, span: key.span } }
  }
}

export default defineComponent({
  name: 'parallel',
  title: 'Side by side',
  summary:
    'Runs several lists of steps at the same time, each on a copy of variables and cookies; what they set is there when all are done.',
  category: 'flow',
  kind: 'container',
  fields,
  examples: [
    {
      title: 'Two requests at the same time',
      outcome: 'passed',
      yaml: '- parallel:\n    branches:\n      shirt:\n        - get: { url: /retail/product/1, headers: { key: "${key}" }, var: shirt }\n      hat:\n        - get: { url: /retail/product/7, headers: { key: "${key}" }, var: hat }\n- assert: shirt.id == 1 && hat.id == 7',
    },
  ],
  label: ({ branches }) => `parallel ${Object.keys(branches).join(', ')}`,
  check({ branches }, check) {
    if (Object.keys(branches).length === 0)
      check.complain("'branches' of parallel holds no branch", {
        field: 'branches',
        help: 'write a name for each, and its steps below it',
      })
  },
  async run(input, context) {
    const max = input.max === undefined ? undefined : context.amount(input.max)
    await context.branches(branchesOf(input, context.step), { max })
    return passed
  },
})
