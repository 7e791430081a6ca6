/** The state behind the composer: what is selected and shown, what the last runs said, and how to run. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { ApiError } from '../../api/client.ts'
import { useAnswer } from '../../api/queries.ts'
import { environmentList, useEnvironment } from '../../app/environment.ts'
import type { DocumentSession, StepId } from '../../document/session.ts'
import { RunResults } from '../../run/results.ts'
import { toast } from '../../ui/toast.tsx'
import { type Composer, componentsByName, type Language, type View } from './composer.ts'
import { useRuns } from './use-runs.ts'

const VIEWS: readonly View[] = ['steps', 'inputs', 'code']
const LISTED = 20

/** The view and the line that the address names. */
export function useView(): { view: View; line: number | undefined; show: (view: View, line?: number) => void } {
  const [, go] = useLocation()
  const search = new URLSearchParams(useSearch())
  const line = Number(search.get('line') ?? '')
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'steps'
  const show = useCallback(
    (next: View, at?: number): void => {
      const query = new URLSearchParams()
      if (next !== 'steps') query.set('view', next)
      if (at !== undefined) query.set('line', String(at))
      const text = query.toString()
      // As it is spelt in the address: the router's own is decoded, and a `%` in a name would mean something again.
      const { pathname } = globalThis.location
      go(text === '' ? pathname : `${pathname}?${text}`, { replace: true })
    },
    [go],
  )
  return { view, line: line > 0 ? line : undefined, show }
}

/** The runs of a session's test, fetched and followed for as long as the composer is there. */
function useResults(session: DocumentSession): { results: RunResults; known: RunResults['known'] } {
  const results = useMemo(() => new RunResults(session), [session])
  const { path, kind } = session.current
  const { data } = useAnswer('listRuns', { test: path, limit: LISTED }, { enabled: kind !== 'snippet' })
  useEffect(() => {
    if (data) results.listed(data.runs)
  }, [results, data])
  useEffect(() => () => results.close(), [results])
  const known = useSyncExternalStore(results.subscribe, () => results.known)
  return { results, known }
}

/** The step that is written in a line. */
function stepInLine(session: DocumentSession, line: number | undefined): StepId | undefined {
  if (line === undefined) return undefined
  const text = session.current.text.split('\n', line).at(line - 1) ?? ''
  const step = session.stepAt(line, Math.max(0, text.search(/\S/)) + 1)
  return step && session.idOf(step)
}

/** Selected steps that are still there. */
function useSelection(session: DocumentSession, first: StepId | undefined) {
  const [chosen, select] = useState<readonly StepId[]>(first === undefined ? [] : [first])
  const there = chosen.filter((id) => session.step(id) !== undefined)
  return [there.length === chosen.length ? chosen : there, select] as const
}

function editing(session: DocumentSession): Composer['edit'] {
  return (label, change, merge) => {
    const refused = session.edit(change, { label, ...(merge === undefined ? {} : { merge }) })
    if (!refused) return true
    toast(refused.help === undefined ? refused.problem : `${refused.problem}: ${refused.help}`, { tone: 'fail' })
    return false
  }
}

export interface ComposerState {
  readonly composer: Composer
  /** Why the last attempt to run failed. */
  readonly refused: ApiError | undefined
  readonly forgetRefused: () => void
  /** The step that is to get the focus, each time anew. */
  readonly revealed: { readonly id: StepId } | undefined
}

export function useComposerState(session: DocumentSession, language: Language): ComposerState {
  const { environment } = useEnvironment()
  const { view, line, show } = useView()
  const [first] = useState(() => stepInLine(session, line))
  const { results, known } = useResults(session)
  const [selection, select] = useSelection(session, first)
  const [inputSet, setInputSet] = useState<string>()
  const [revealed, setRevealed] = useState<{ readonly id: StepId } | undefined>(
    first === undefined ? undefined : { id: first },
  )
  const runs = useRuns(session, results, { environment, inputSet })
  const components = useMemo(() => componentsByName(language.catalog), [language])
  useEffect(() => session.setEnvironments(environmentList(environment)), [session, environment])

  const composer = useMemo(
    (): Composer => ({
      session,
      language,
      component: (name) => components.get(name),
      environment,
      view,
      setView: show,
      selection,
      select,
      reveal(id) {
        if (view !== 'steps') show('steps')
        select([id])
        setRevealed({ id })
      },
      showInCode: (line) => show('code', line),
      result: known.result,
      results,
      pickRound: (loop, index) => results.pickRound(loop, index),
      inputSet,
      pickInputSet(name) {
        setInputSet(name)
        results.pickInputSet(name)
      },
      running: runs.running,
      run: runs.run,
      stop: runs.stop,
      edit: editing(session),
    }),
    [session, language, components, environment, view, show, selection, select, results, known, inputSet, runs],
  )
  return { composer, refused: runs.refused, forgetRefused: runs.forget, revealed }
}
