/** Runs: begun, followed, read again, compared. */
import { Readable } from 'node:stream'
import { type ReporterEntry, reporterTable } from '@merlon/reporters'
import { comparisonOf } from '../../runs/comparison.ts'
import { firstMissing, linesResponse, liveResponse } from '../../runs/event-lines.ts'
import { reportFileName, reportText } from '../../runs/report-file.ts'
import type { Project, RunStore } from '../../store/store.ts'
import { download } from '../download.ts'
import type { Handlers } from '../handler.ts'
import { ProblemError } from '../problem.ts'

type View = NonNullable<Awaited<ReturnType<RunStore['view']>>>

const notFound = (message: string): ProblemError => new ProblemError({ code: 'not-found', status: 404, message })

const noRun = (): ProblemError => notFound('there is no such run, or it is not kept any more')

async function viewOf({ runs }: Project, id: string): Promise<View> {
  const view = await runs.view(id)
  if (!view) throw noRun()
  return view
}

function reporterNamed(name: string): ReporterEntry {
  const entry = Object.hasOwn(reporterTable, name) ? reporterTable[name] : undefined
  if (entry) return entry
  throw notFound(`there is no report in the format '${name}'; there is ${Object.keys(reporterTable).join(', ')}`)
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/x-ndjson; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
}

export const runs = {
  startRun: async ({ project, body }) => ({ run: (await project.work.start(body)).id }),

  async listRuns({ project, query: { test, limit, cursor } }) {
    const page = await project.runs.list({
      limit,
      ...(test === undefined ? {} : { test }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { ...page, runs: [...page.runs] }
  },

  getRun: async ({ project, parameters }) => viewOf(project, parameters.run),

  async runEvents({ project, parameters, request, studio }) {
    const { run } = parameters
    const known = await project.runs.lines(run)
    if (!known) throw noRun()
    if (/\bapplication\/x-ndjson\b/.test(request.headers.get('accept') ?? '')) return linesResponse(known, request)
    return liveResponse((signal) => project.runs.follow(run, firstMissing(request), signal) ?? known, studio)
  },

  async runBody({ project, parameters }) {
    const body = await project.runs.body(parameters.run, parameters.hash)
    if (!body) throw notFound('this body is not kept')
    return body
  },

  async stopRun({ project, parameters }) {
    const live = project.work.live(parameters.run)
    if (live) live.stop()
    else if ((await viewOf(project, parameters.run)).running)
      throw new ProblemError({
        code: 'not-ours',
        status: 409,
        message: 'this run was started by another program, which has to stop it',
        help: 'press Ctrl-C where it runs',
      })
    return {}
  },

  async runReport({ project, parameters }) {
    const { run, format } = parameters
    const entry = reporterNamed(format)
    const { startedAt, tests } = await viewOf(project, run)
    const told = project.runs.told(run)
    if (!told) throw noRun()
    const [first] = tests
    const what = first && tests.length === 1 ? first.name : project.name
    const text = Readable.from(reportText(await entry.load(), told), { objectMode: true })
    return download(
      // Node's own type of the same thing.
      Readable.toWeb(text).pipeThrough(new TextEncoderStream()) as ReadableStream<Uint8Array>,
      reportFileName(what, startedAt, entry.extension),
      TYPES[entry.extension] ?? 'application/octet-stream',
    )
  },

  async compareRun({ project, parameters, query }) {
    const found = await comparisonOf(project.runs, parameters.run, query)
    if (!found) throw notFound('there is no such step in this run')
    return found
  },
} satisfies Partial<Handlers>
