/** The JSON Schema (2020-12) of the JSON report, version 1. Readers should allow for fields that later versions add. */

interface Schema {
  readonly [keyword: string]: unknown
}

const text = (description: string): Schema => ({ type: 'string', description })
const integer = (description: string): Schema => ({ type: 'integer', description })
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description })
const milliseconds = (description: string): Schema => ({
  type: 'number',
  minimum: 0,
  description: `${description}, in milliseconds`,
})
const flag = (description: string): Schema => ({ type: 'boolean', description })
const anything = (description: string): Schema => ({ description })
const oneOf = (values: readonly string[], description: string): Schema => ({ enum: values, description })
const list = (items: Schema, description: string): Schema => ({ type: 'array', items, description })
const use = (name: string): Schema => ({ $ref: `#/$defs/${name}` })

function object(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  description: string,
): Schema {
  return { type: 'object', description, properties, required }
}

const status = oneOf(['passed', 'failed', 'errored'], 'Errored: nothing failed, but something could not be carried out')
const headers = list(
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }], minItems: 2, maxItems: 2 },
  'Pairs of name and value, in order; names may repeat',
)
const bodyReference = object(
  { hash: text('Under which `bodies` holds it') },
  ['hash'],
  'A body, kept once for the whole report',
)

const definitions: Readonly<Record<string, Schema>> = {
  summary: object(
    {
      tests: count('Tests begun'),
      runs: count('Input sets run'),
      requests: count('Requests, including those that could not be carried out'),
      assertions: count('Assertions that passed, failed or warned'),
      failures: count('Failed steps; a container only for a fault of its own'),
      errors: count('Steps that could not be carried out'),
      warnings: count('Assertions that failed with `level: warning`, and the like'),
      skipped: count('Skipped steps; a skipped container counts once'),
      flaky: count('Tests that passed, but not at the first attempt'),
      durationMs: milliseconds('From beginning to end'),
    },
    ['tests', 'runs', 'requests', 'assertions', 'failures', 'errors', 'warnings', 'skipped', 'durationMs'],
    'How much there was of everything',
  ),
  test: object(
    {
      name: text('As written in the test'),
      file: text('Path from the project, with slashes'),
      tags: list({ type: 'string' }, 'As written in the test'),
      status,
      flaky: flag('Passed, but only when it was tried again'),
      runs: list(use('run'), 'One for each input set'),
    },
    ['name', 'file', 'tags', 'status', 'flaky', 'runs'],
    'A test',
  ),
  run: object(
    {
      inputSet: text('Its name; `default` where the test has none'),
      status,
      tags: list({ type: 'string' }, 'Those of the test and those added while it ran'),
      facts: {
        type: 'object',
        description: 'What steps said about the run, by identifier',
        additionalProperties: object(
          { label: text('For people'), value: text('For people') },
          ['label', 'value'],
          'A fact',
        ),
      },
      durationMs: milliseconds('Clean-up included'),
      message: text('Why it ended early'),
      notices: list({ type: 'string' }, 'What looks wrong but fails nothing'),
      steps: list(use('step'), 'Steps that were reached, in written order'),
      flaky: flag('Passed, but not at the first attempt; absent otherwise'),
      attempts: list(use('run'), 'Attempts before this one that did not pass, in order; they count in no summary'),
    },
    ['inputSet', 'status', 'tags', 'facts', 'durationMs', 'steps'],
    'A test run with one input set',
  ),
  location: object(
    { file: text('Path from the project'), line: count('From 1'), column: count('From 1, in code points') },
    ['file', 'line', 'column'],
    'Where the step is written',
  ),
  excerpt: object(
    {
      line: count('From 1'),
      column: count('From 1, in code points'),
      endColumn: count('Behind the last character'),
      text: text('The whole line'),
    },
    ['line', 'column', 'endColumn', 'text'],
    'The source line of the guilty field',
  ),
  difference: object(
    {
      path: text('As in an expression; empty for the whole'),
      kind: oneOf(['missing', 'added', 'changed', 'type'], 'Said of the actual value'),
      expected: anything('Cut at 500 characters'),
      actual: anything('Cut at 500 characters'),
    },
    ['path', 'kind'],
    'One difference between the expected and the actual value',
  ),
  variable: object(
    {
      name: text('Without what follows in a path'),
      value: anything('Structures are described; absent where it never arrived'),
      from: text('In words: `environment staging`'),
    },
    ['name', 'from'],
    'A variable that the step reads',
  ),
  request: object(
    {
      method: text('As sent'),
      url: text('As sent, absolute'),
      footprint: text('Under which it is counted with others like it'),
      headers,
      body: bodyReference,
    },
    ['method', 'url', 'headers'],
    'A request as sent, secrets masked',
  ),
  metrics: object(
    {
      dns: milliseconds('Finding the address'),
      connect: milliseconds('Connecting'),
      tls: milliseconds('Agreeing on keys'),
      latency: milliseconds('Until the first byte of the answer'),
      fetch: milliseconds('Reading the answer'),
      overall: milliseconds('All together'),
    },
    ['dns', 'connect', 'tls', 'latency', 'fetch', 'overall'],
    'Times; 0 for what a connection that was open already did not need',
  ),
  redirect: object(
    { status: integer('HTTP status'), url: text('Where it was answered'), method: text('Asked with') },
    ['status', 'url', 'method'],
    'A redirect that was followed',
  ),
  response: object(
    {
      status: integer('HTTP status, or a negative code where no answer arrived'),
      statusText: text('The reason phrase'),
      http: text('Version of HTTP'),
      headers,
      metrics: use('metrics'),
      redirects: list(use('redirect'), 'Those before this response'),
      size: count('Bytes of the body'),
      body: bodyReference,
    },
    ['status', 'headers', 'metrics', 'redirects'],
    'What arrived',
  ),
  stepStatus: oneOf(['passed', 'failed', 'errored', 'skipped', 'warned'], 'What came of a step'),
  attempt: object(
    { status: use('stepStatus'), message: text('What went wrong'), request: use('request'), response: use('response') },
    ['status'],
    'One of several tries; the last one decides',
  ),
  step: object(
    {
      component: text('Its name'),
      alias: text('An older name, where it is written so'),
      title: text('Given by the author'),
      label: text('One line in the words of the test'),
      status: use('stepStatus'),
      location: use('location'),
      durationMs: milliseconds('Of steps that take time'),
      index: list({ type: 'integer', minimum: 0 }, 'Rounds of the loops around it, from 0, outermost first'),
      items: list({ type: 'string' }, 'Names of these rounds, where the loops name them; not on passed steps'),
      phase: oneOf(['before', 'steps', 'deferred', 'finally'], 'Absent among the `steps` of the test'),
      stopped: flag('Ended the input set'),
      tentative: flag('In an earlier round of a loop in which only the last one counts'),
      message: text('What went wrong, or why it was skipped'),
      help: text('What to do about it'),
      expression: text('What was looked at'),
      expected: anything('Cut at 4 kB'),
      actual: anything('Cut at 4 kB'),
      diff: list(use('difference'), 'Where structures differ'),
      comment: text('Given by the author'),
      notices: list({ type: 'string' }, 'What looks wrong but fails nothing'),
      excerpt: use('excerpt'),
      variables: list(use('variable'), 'Those that the step reads'),
      request: use('request'),
      response: use('response'),
      attempts: list(use('attempt'), 'Where it was tried more than once'),
      origin: object(
        { label: text('Of the request'), status: integer('Of its response') },
        ['label'],
        'The request that brought the value looked at',
      ),
      steps: list(use('step'), 'Steps inside it, one after another through all rounds'),
    },
    ['component', 'label', 'status', 'location'],
    'A step; one that passed as an assertion says only what, where and in which round',
  ),
  body: object(
    {
      type: text('Media type'),
      size: count('Bytes, before anything was cut or masked'),
      text: text('Its text'),
      base64: text('Its bytes, where it is no text'),
      cut: flag('Only its beginning is here'),
    },
    ['type', 'size'],
    'A body of a request or a response',
  ),
}

/** The schema, as data ready to be written. */
export function reportSchema(): Schema {
  const report = object(
    {
      schema: { const: 'merlon.report/1', description: 'Name and version of this format' },
      status,
      interrupted: flag('The run did not come to its own end'),
      summary: use('summary'),
      startedAt: { type: 'string', format: 'date-time', description: 'ISO 8601, UTC' },
      environments: list({ type: 'string' }, 'In the order in which later ones win'),
      seed: integer('Repeats what was drawn by chance'),
      tests: list(use('test'), 'In order'),
      bodies: { type: 'object', additionalProperties: use('body'), description: 'Bodies by hash, each once' },
    },
    ['schema', 'status', 'summary', 'startedAt', 'environments', 'seed', 'tests', 'bodies'],
    'A run of tests. Fields that do not apply are absent; the order of members means nothing.',
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:merlon:report:1',
    title: 'Merlon report, version 1',
    ...report,
    $defs: definitions,
  }
}
