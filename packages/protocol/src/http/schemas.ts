/** What crosses the border between the studio and its server, beside events and reports. */
import { z } from 'zod'
import type { CatalogDocument } from '../catalog.ts'
import type { Diagnostic } from '../diagnostic.ts'
import type { Status, StepRecord } from '../events.ts'
import type { Summary } from '../report.ts'

/** What is typed elsewhere in this package and only leaves the server. */
const typed = <T>(description: string): z.ZodType<T> => z.custom<T>().meta({ description })

const text = z.string()
/** Names like those that YAML keys and expressions have. */
const name = z.string().min(1).max(200)
/** Relative to the project, with `/`. */
export const path = z.string().min(1).max(1000)
/** A place in a YAML file: `["steps", 3, "each", "steps", 0]`. */
export const place = z.array(z.union([z.string(), z.number().int().nonnegative()])).max(100)
const time = z.iso.datetime()
const count = z.number().int().nonnegative()
const status = z.enum(['passed', 'failed', 'errored']) satisfies z.ZodType<Status>

export const diagnostic = typed<Diagnostic>('A mistake with its code, its place and what to do')
export const catalog = typed<CatalogDocument>('All components with their fields')

/** RFC 9457, made of diagnostics. */
export const problem = z
  .object({
    type: text.meta({ description: 'urn:merlon:problem:CODE' }),
    title: text,
    status: z.number().int(),
    detail: text.optional(),
    help: text.optional(),
    diagnostics: z.array(diagnostic),
    /** Of a conflict: what is there now. */
    current: z.object({ version: text.nullable(), text: text.nullable() }).optional(),
  })
  .meta({ id: 'Problem' })

export const helperDocument = z
  .object({
    name: text,
    members: z.array(z.object({ name: text, signature: text, summary: text.optional() })),
  })
  .meta({ id: 'HelperObject' })

export const project = z
  .object({
    id: name,
    name: text,
    /** Where it is, as a person would say it. */
    folder: text,
    version: text,
    readOnly: z.boolean(),
    environments: z.array(text),
    /** The environment to begin with. */
    environment: text.optional(),
    git: z.boolean(),
    demoShop: text.optional().meta({ description: 'Address of the demo shop behind the Examples project' }),
    reports: z.array(z.object({ name: text, title: text, extension: text })),
    importers: z.array(z.object({ kind: text, title: text, summary: text, accepts: z.array(text) })),
  })
  .meta({ id: 'Project' })

export const fileKind = z.enum(['settings', 'vault', 'environment', 'snippet', 'test', 'request', 'file'])

export const file = z
  .object({
    path,
    kind: fileKind,
    /** Without folder and extension. */
    name: text,
    /** What the file is called inside: the name of a test. */
    title: text.optional(),
    size: count,
    /** Changes whenever the content does. */
    version: text,
    /** Differs from what was last committed. */
    changed: z.boolean(),
    older: z.boolean().optional(),
  })
  .meta({ id: 'File' })

export const fileContent = z
  .object({ path, kind: fileKind, text, version: text, readOnly: z.boolean() })
  .meta({ id: 'FileContent' })

export const checkedStep = z
  .object({
    place,
    label: text,
    alias: text.optional(),
    writes: z.array(text),
    reads: z.array(text),
  })
  .meta({ id: 'CheckedStep' })

export const checked = z
  .object({
    name: text,
    tags: z.array(text),
    older: z.boolean(),
    inputs: z.array(text),
    /** One that holds others before them, in the order of the file; as far as they could be read. */
    steps: z.array(checkedStep),
    diagnostics: z.array(diagnostic),
  })
  .meta({ id: 'Checked' })

export const outcome = z.object({ run: text, status, at: time, durationMs: z.number() }).meta({ id: 'Outcome' })

export const testEntry = z
  .object({
    path,
    name: text,
    description: text.optional(),
    tags: z.array(text),
    inputs: z.array(text),
    older: z.boolean(),
    /** Mistakes that keep it from running. */
    mistakes: count,
    warnings: count,
    changed: z.boolean(),
    /** Newest first, at most twelve. */
    outcomes: z.array(outcome),
    running: text.optional().meta({ description: 'The run that it is part of at this moment' }),
  })
  .meta({ id: 'Test' })

export const part = z.object({ place, mode: z.enum(['to', 'from', 'only']) }).meta({ id: 'Part' })

export const startRun = z
  .object({
    /** Paths of tests, or of folders with tests; all where neither these nor tags are given. */
    tests: z.array(path).max(10_000).optional(),
    /** As on the command line: `smoke and not slow`. */
    tags: text.optional(),
    /** Texts that are not saved: they run in place of the file at their path, which need not exist. */
    texts: z.array(z.object({ path, text })).max(10).optional(),
    environments: z.array(name).max(20).default([]),
    inputSets: z.array(text).max(10_000).optional(),
    variables: z
      .array(z.object({ name, value: z.unknown() }))
      .max(100)
      .optional(),
    /** A part of the one test that runs, with the variables of its last run. */
    part: part.optional(),
    workers: z.number().int().min(1).max(64).optional(),
    seed: z.number().int().optional(),
  })
  .meta({ id: 'StartRun' })

export const run = z
  .object({
    id: text,
    startedAt: time,
    /** Absent while it runs, and of a run that broke off. */
    status: status.optional(),
    running: z.boolean(),
    interrupted: z.boolean(),
    durationMs: z.number(),
    environments: z.array(text),
    /** Only a part of a test ran, so it says nothing about the test. */
    partial: z.boolean(),
    summary: typed<Summary>('Counts'),
    tests: z.array(
      z.object({ test: count, name: text, path: text, status: status.optional(), durationMs: z.number() }),
    ),
  })
  .meta({ id: 'Run' })

export const body = z
  .object({
    mime: text,
    size: count,
    text: text.exactOptional(),
    base64: text.exactOptional(),
    cut: z.boolean().exactOptional(),
  })
  .meta({ id: 'Body' })

/** The same step in the last run in which it passed. */
export const comparison = z
  .object({
    run: text,
    at: time,
    step: typed<StepRecord>('The step as it was'),
    /** The request that brought what the step looked at, in that run and in this one. */
    earlier: z.object({ step: typed<StepRecord>('The request as it was'), body: body.optional() }).optional(),
    current: z.object({ step: typed<StepRecord>('The request as it is'), body: body.optional() }).optional(),
  })
  .meta({ id: 'Comparison' })

export const knownVariable = z
  .object({
    name: text,
    /** As last seen, secrets masked; XML and HTML as `body`. */
    value: z.unknown().optional(),
    body: z.object({ text, mime: text }).optional(),
    seen: z.boolean(),
    secret: z.boolean(),
    from: text,
  })
  .meta({ id: 'KnownVariable' })

export const definition = z
  .object({
    /** `vault.yaml`, `environments/local.yaml`; of the vault that several projects share, `../vault.yaml`. */
    path: text,
    place: text.meta({ description: 'In words: vault, environment local' }),
    environment: text.optional(),
    secret: z.boolean(),
    /** Of a secret: whether it has a value. */
    set: z.boolean(),
    value: z.unknown().optional(),
  })
  .meta({ id: 'Definition' })

export const variable = z
  .object({
    name: text,
    /** Lowest first. */
    definitions: z.array(definition),
    /** The place that wins in the chosen environment. */
    wins: text.optional(),
    uses: count,
  })
  .meta({ id: 'Variable' })

export const useKind = z.enum(['variable', 'snippet', 'file'])
export const use = z
  .object({
    path,
    line: z.number().int(),
    column: z.number().int(),
    text,
    access: z.enum(['read', 'write']),
  })
  .meta({ id: 'Use' })

export const changedFile = z
  .object({
    path,
    /** Where it was, of a file that moves; the texts of one below `files/` are left out. */
    from: path.optional(),
    /** null where it did not exist. */
    before: text.nullable(),
    text,
    changes: count,
  })
  .meta({ id: 'ChangedFile' })

export const fidelityNote = z
  .object({ file: text, line: z.number().optional(), message: text })
  .meta({ id: 'FidelityNote' })

export const imported = z
  .object({
    files: z.array(z.object({ path, text: text.optional(), size: count, exists: z.boolean(), kind: fileKind })),
    report: z.object({
      tests: count,
      steps: count,
      kept: count,
      snippets: count,
      variables: count,
      environments: count,
      files: count,
      changed: z.array(fidelityNote),
      lost: z.array(fidelityNote),
    }),
    written: z.boolean(),
  })
  .meta({ id: 'Imported' })

/** What happened in a project while somebody looks at it. */
export const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('file'), path, version: text.nullable() }),
  z.object({ type: z.literal('run'), run }),
])

export type Problem = z.output<typeof problem>
export type HelperDocument = z.output<typeof helperDocument>
export type ProjectView = z.output<typeof project>
export type FileKind = z.output<typeof fileKind>
export type FileEntry = z.output<typeof file>
export type FileContent = z.output<typeof fileContent>
export type Checked = z.output<typeof checked>
export type CheckedStep = z.output<typeof checkedStep>
export type Outcome = z.output<typeof outcome>
export type TestEntry = z.output<typeof testEntry>
export type StartRun = z.input<typeof startRun>
export type RunView = z.output<typeof run>
export type BodyContent = z.output<typeof body>
export type Comparison = z.output<typeof comparison>
export type KnownVariableView = z.output<typeof knownVariable>
export type VariableView = z.output<typeof variable>
export type Definition = z.output<typeof definition>
export type UseKind = z.output<typeof useKind>
export type Use = z.output<typeof use>
export type ChangedFile = z.output<typeof changedFile>
export type ImportedView = z.output<typeof imported>
export type Change = z.output<typeof change>
