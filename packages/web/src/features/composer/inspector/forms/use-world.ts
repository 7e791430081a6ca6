/** What is known at a step: variables with their values as last seen, helpers, snippets and files. */
import type { KnownVariable, OutlineStep, ServiceWorld } from '@merlon/language'
import type { FileEntry } from '@merlon/protocol/http'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useAnswer } from '../../../../api/queries.ts'
import { environmentList } from '../../../../app/environment.ts'
import type { Composer } from '../../composer.ts'
import { fileNames, helpersOf, snippetName, snippetsIn, variablesAt } from '../../scope.ts'

const SETTLES_MS = 300
const KEPT_MS = 30_000

/** FNV-1a; only to tell texts apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return `${text.length}/${(hash >>> 0).toString(36)}`
}

/** The first value at once, later ones when nothing newer came for a moment. */
function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), SETTLES_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

const NOTHING: readonly KnownVariable[] = []
const NO_FILES: readonly FileEntry[] = []

/** The world at a step, or at the end of the test. It follows edits above the step, and runs. */
export function useWorld(composer: Composer, step: OutlineStep | undefined): ServiceWorld {
  const { session, environment, language, results } = composer
  const inputSet = composer.inputSet ?? results.shownSet
  const { text, path } = session.current
  const before = step ? text.slice(0, step.range.start) : text
  const run = results.latest?.follower.current
  const key = [step?.path.join('/'), fingerprint(before), environment, inputSet, run?.id, run?.done].join('|')
  const settled = useSettled(key)
  const { data: variables = NOTHING } = useQuery({
    queryKey: ['scope', path, settled],
    queryFn: () =>
      variablesAt({
        path,
        text: session.current.text,
        ...(step ? { place: [...step.path] } : {}),
        environments: environmentList(environment),
        ...(inputSet === undefined ? {} : { inputSet }),
      }),
    gcTime: KEPT_MS,
    placeholderData: (known) => known,
  })
  const { data: listed } = useAnswer('listFiles', {})
  const files = listed?.files ?? NO_FILES
  return useMemo(
    () => ({
      variables,
      helpers: helpersOf(language),
      snippets: snippetsIn(files).map(({ path }) => ({ name: snippetName(path), params: [] })),
      files: fileNames(files),
    }),
    [variables, language, files],
  )
}
