/** Every operation of the HTTP API, by name. What the studio can ask for stands here and nowhere else. */
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import * as s from './schemas.ts'

const environments = z.array(z.string()).max(20).default([])
const projectPath = '/projects/{project}'
const runPath = `${projectPath}/runs/{run}` as const
const atPath = z.object({ path: s.path })

export const contract = {
  listProjects: endpoint({
    method: 'get',
    path: '/projects',
    summary: 'The projects that can be opened',
    tag: 'projects',
    response: z.object({ projects: z.array(z.object({ id: z.string(), name: z.string() })) }),
  }),
  getProject: endpoint({
    method: 'get',
    path: projectPath,
    summary: 'One project',
    tag: 'projects',
    response: s.project,
  }),
  getLanguage: endpoint({
    method: 'get',
    path: `${projectPath}/language`,
    summary: 'What a test may say: components with their fields, and the names that expressions know',
    tag: 'projects',
    response: z.object({
      catalog: s.catalog,
      names: z.object({
        members: z.record(z.string(), z.array(z.string())),
        globals: z.array(z.object({ name: z.string(), members: z.array(z.string()) })),
      }),
      helpers: z.array(s.helperDocument),
    }),
  }),
  watchProject: endpoint({
    method: 'get',
    path: `${projectPath}/changes`,
    summary: 'Files and runs as they change, as server-sent events',
    tag: 'projects',
    type: 'text/event-stream',
  }),

  listFiles: endpoint({
    method: 'get',
    path: `${projectPath}/files`,
    summary: 'All files of a project',
    tag: 'files',
    response: z.object({ files: z.array(s.file) }),
  }),
  readFile: endpoint({
    method: 'get',
    path: `${projectPath}/file`,
    summary: 'The text of a file',
    tag: 'files',
    query: atPath,
    response: s.fileContent,
  }),
  writeFile: endpoint({
    method: 'put',
    path: `${projectPath}/file`,
    summary: 'Writes a file, unless it is not what it was when it was read',
    tag: 'files',
    query: atPath,
    body: z.object({
      text: z.string().max(20_000_000),
      /** The version that was read; null for a file that must not exist yet. */
      base: z.string().nullable(),
    }),
    response: z.object({ version: z.string() }),
    problems: [409],
  }),
  deleteFile: endpoint({
    method: 'delete',
    path: `${projectPath}/file`,
    summary: 'Deletes a file, unless it is not what it was when it was read',
    tag: 'files',
    query: z.object({ path: s.path, base: z.string() }),
    response: z.object({}),
    problems: [409],
  }),
  moveFile: endpoint({
    method: 'post',
    path: `${projectPath}/file/move`,
    summary: 'Moves a file to a path where there is none',
    tag: 'files',
    body: z.object({ from: s.path, to: s.path }),
    response: z.object({ version: z.string() }),
    problems: [409],
  }),
  committedFile: endpoint({
    method: 'get',
    path: `${projectPath}/file/committed`,
    summary: 'The text of a file as it was last committed; null where it was not',
    tag: 'files',
    query: atPath,
    response: z.object({ text: z.string().nullable() }),
  }),
  readContent: endpoint({
    method: 'get',
    path: `${projectPath}/content`,
    summary: 'The bytes of a file below `files/`, to download',
    tag: 'files',
    query: atPath,
    type: 'application/octet-stream',
  }),
  writeContent: endpoint({
    method: 'put',
    path: `${projectPath}/content`,
    summary: 'Writes a file below `files/` from base64',
    tag: 'files',
    query: atPath,
    body: z.object({ base64: z.string().max(70_000_000), overwrite: z.boolean().default(false) }),
    response: z.object({ version: z.string() }),
    problems: [409],
  }),

  listTests: endpoint({
    method: 'get',
    path: `${projectPath}/tests`,
    summary: 'All tests with their last outcomes',
    tag: 'tests',
    response: z.object({ tests: z.array(s.testEntry) }),
  }),
  check: endpoint({
    method: 'post',
    path: `${projectPath}/check`,
    summary: 'What is wrong with a file, or with a text in its place, and what its steps say',
    tag: 'tests',
    body: z.object({ path: s.path, text: z.string().max(20_000_000).optional(), environments }),
    response: s.checked,
  }),
  rewriteOlder: endpoint({
    method: 'post',
    path: `${projectPath}/rewrite`,
    summary: "A test of an older format in today's form",
    tag: 'tests',
    body: z.object({ path: s.path }),
    response: z.object({ path: s.path, text: z.string(), notes: z.array(s.fidelityNote) }),
  }),
  scopeAt: endpoint({
    method: 'post',
    path: `${projectPath}/scope`,
    summary: 'The variables at a step, with their values as last seen in a run',
    tag: 'tests',
    body: z.object({
      path: s.path,
      text: z.string().max(20_000_000).optional(),
      place: s.place.optional(),
      environments,
      inputSet: z.string().optional(),
    }),
    response: z.object({ variables: z.array(s.knownVariable) }),
  }),

  startRun: endpoint({
    method: 'post',
    path: `${projectPath}/runs`,
    summary: 'Begins a run',
    tag: 'runs',
    body: s.startRun,
    response: z.object({ run: z.string() }),
    status: 202,
    problems: [422],
  }),
  listRuns: endpoint({
    method: 'get',
    path: `${projectPath}/runs`,
    summary: 'Runs, newest first',
    tag: 'runs',
    query: z.object({
      /** Only runs of the test at this path. */
      test: s.path.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    response: z.object({ runs: z.array(s.run), next: z.string().optional() }),
  }),
  getRun: endpoint({ method: 'get', path: runPath, summary: 'One run', tag: 'runs', response: s.run }),
  runEvents: endpoint({
    method: 'get',
    path: `${runPath}/events`,
    summary:
      'The events of a run from its beginning or after `Last-Event-ID`, bodies without their content: server-sent events while it runs, or lines of JSON where that is accepted',
    tag: 'runs',
    type: 'text/event-stream',
  }),
  runBody: endpoint({
    method: 'get',
    path: `${runPath}/bodies/{hash}`,
    summary: 'A body by its hash',
    tag: 'runs',
    response: s.body,
  }),
  stopRun: endpoint({
    method: 'post',
    path: `${runPath}/stop`,
    summary: 'Ends a run; its clean-up still happens',
    tag: 'runs',
    response: z.object({}),
    problems: [409],
  }),
  runReport: endpoint({
    method: 'get',
    path: `${runPath}/report/{format}`,
    summary: 'The report of a run in a format of `merlon report`, to download',
    tag: 'runs',
    type: 'application/octet-stream',
  }),
  compareRun: endpoint({
    method: 'get',
    path: `${runPath}/comparison`,
    summary: 'The same step in the last earlier run in which it passed',
    tag: 'runs',
    query: z.object({ test: z.coerce.number().int(), set: z.coerce.number().int(), step: z.coerce.number().int() }),
    response: z.object({ comparison: s.comparison.optional() }),
  }),

  listVariables: endpoint({
    method: 'get',
    path: `${projectPath}/variables`,
    summary: 'Vault and environments by name, with the value that wins in an environment',
    tag: 'variables',
    query: z.object({ environment: z.string().optional() }),
    response: z.object({ variables: z.array(s.variable) }),
  }),
  readVariables: endpoint({
    method: 'post',
    path: `${projectPath}/variables/read`,
    summary: 'Reads variables from JSON, CSV, YAML, .env or a Postman environment, and writes nothing',
    tag: 'variables',
    body: z.object({ name: z.string(), text: z.string().max(5_000_000) }),
    response: z.object({
      kind: z.string(),
      variables: z.array(z.object({ name: z.string(), value: z.unknown(), secret: z.boolean() })),
      notes: z.array(z.string()),
    }),
    problems: [422],
  }),
  setSecret: endpoint({
    method: 'put',
    path: `${projectPath}/secret`,
    summary: 'Sets the value of a secret; nothing ever gives it back',
    tag: 'variables',
    body: z.object({ name: z.string().min(1).max(200), environment: z.string().optional(), value: z.string().min(1) }),
    response: z.object({}),
  }),
  removeSecret: endpoint({
    method: 'delete',
    path: `${projectPath}/secret`,
    summary: 'Removes the value of a secret',
    tag: 'variables',
    query: z.object({ name: z.string(), environment: z.string().optional() }),
    response: z.object({}),
  }),
  listUses: endpoint({
    method: 'get',
    path: `${projectPath}/uses`,
    summary: 'Where a variable, a snippet or a file is used',
    tag: 'variables',
    query: z.object({ kind: s.useKind, name: z.string() }),
    response: z.object({ uses: z.array(s.use) }),
  }),
  rename: endpoint({
    method: 'post',
    path: `${projectPath}/rename`,
    summary: 'Renames a variable, a snippet or a file together with everything that refers to it',
    tag: 'variables',
    body: z.object({ kind: s.useKind, name: z.string(), to: z.string(), apply: z.boolean().default(false) }),
    response: z.object({ files: z.array(s.changedFile), written: z.boolean() }),
    problems: [409, 422],
  }),

  importProject: endpoint({
    method: 'post',
    path: `${projectPath}/imports`,
    summary: 'Reads tests of another tool: shows what would be written, or writes it',
    tag: 'imports',
    body: z.object({
      kind: z.string(),
      name: z.string().min(1),
      base64: z.string().max(70_000_000),
      apply: z.boolean().default(false),
      /** Paths to write; all where it is not said. */
      paths: z.array(s.path).optional(),
      overwrite: z.boolean().default(false),
    }),
    response: s.imported,
    problems: [409, 422],
  }),
  generate: endpoint({
    method: 'post',
    path: `${projectPath}/generate`,
    summary: 'Assertions from responses, as steps',
    tag: 'imports',
    body: z.object({
      samples: z
        .array(
          z.union([
            z.object({ run: z.string(), hash: z.string(), status: z.number().int().optional() }),
            z.object({ text: z.string().max(20_000_000), mime: z.string(), status: z.number().int().optional() }),
          ]),
        )
        .min(1)
        .max(20),
      variable: z.string().min(1),
      style: z.enum(['steps', 'shape']),
      pin: z.boolean().default(false),
      enumerations: z.boolean().default(false),
    }),
    response: z.object({
      yaml: z.string(),
      notes: z.array(z.object({ path: z.string(), message: z.string() })),
      suggestions: z.array(z.object({ path: z.string(), kind: z.enum(['enumeration', 'pin']), yaml: z.string() })),
    }),
  }),
  readCurl: endpoint({
    method: 'post',
    path: `${projectPath}/curl`,
    summary: 'The steps that do what curl commands do',
    tag: 'imports',
    body: z.object({ text: z.string().max(1_000_000) }),
    response: z.object({ yaml: z.string(), notes: z.array(z.string()) }),
    problems: [422],
  }),
} as const

export type Contract = typeof contract
