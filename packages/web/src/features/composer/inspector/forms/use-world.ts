/** What is known at a step: variables with their values as last seen, helpers, snippets and files. */
import type { KnownVariable, OutlineStep, ServiceWorld } from '@merlon/language'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../../../../api/client.ts'
import { useAnswer } from '../../../../api/queries.ts'
import { environmentList } from '../../../../app/environment.ts'
import type { Composer } from '../../composer.ts'

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

const snippetName = (path: string): string => path.replace(/^snippets\//, '').replace(/\.ya?ml$/, '')

/** XML and HTML come as text, and are read as a run reads them. */
async function variablesAt(given: Parameters<typeof call<'scopeAt'>>[1]): Promise<KnownVariable[]> {
  const { variables } = await call('scopeAt', given)
  return Promise.all(
    variables.map(async ({ body, ...one }): Promise<KnownVariable> => {
      if (!body) return one
      const { bodyTree } = await import('./read-body.ts')
      const { tree } = await bodyTree(body.text, body.mime)
      return { ...one, value: tree.value }
    }),
  )
}

const NOTHING: readonly KnownVariable[] = []

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
        body: {
          path,
          text: session.current.text,
          ...(step ? { place: [...step.path] } : {}),
          environments: environmentList(environment),
          ...(inputSet === undefined ? {} : { inputSet }),
        },
      }),
    gcTime: KEPT_MS,
    placeholderData: (known) => known,
  })
  const { data: listed } = useAnswer('listFiles', {})
  return useMemo(
    () => ({
      variables,
      helpers: language.helpers.map(({ name, members }) => ({
        name,
        members: members.map(({ summary, ...one }) => ({ ...one, ...(summary === undefined ? {} : { summary }) })),
      })),
      snippets: (listed?.files ?? [])
        .filter(({ kind }) => kind === 'snippet')
        .map((file) => ({ name: snippetName(file.path), params: [] })),
      files: (listed?.files ?? [])
        .filter(({ kind }) => kind === 'file')
        .map((file) => file.path.replace(/^files\//, '')),
    }),
    [variables, language, listed],
  )
}
