/** The studio as the place of a report: the server knows bodies, earlier runs and components. */
import { useMemo } from 'react'
import { call } from '../../api/client.ts'
import { useAnswer, useLanguage } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { componentsByName } from '../composer/composer.ts'
import type { ReportPlace } from './place.ts'

export const studioPlace: ReportPlace = {
  useBody(run, hash) {
    const { data, isPending } = useAnswer('runBody', { run, hash: hash ?? '' }, { enabled: hash !== undefined })
    return hash !== undefined && isPending ? 'waiting' : data
  },
  readBody: (run, hash) => call('runBody', { run, hash }).catch(() => undefined),
  useComparison(run, part, wanted) {
    const { data, isError } = useAnswer('compareRun', { run, ...part }, { enabled: wanted })
    if (isError) return null
    return data ? (data.comparison ?? null) : 'waiting'
  },
  useLastPass(path, run) {
    const { data } = useAnswer('listRuns', { test: path, limit: 50 })
    const passed = data?.runs.find(
      ({ id, partial, tests }) =>
        id !== run && !partial && tests.some((test) => test.path === path && test.status === 'passed'),
    )
    return passed?.startedAt ?? null
  },
  useLook() {
    const { data } = useLanguage()
    return useMemo(() => {
      const components = data ? componentsByName(data.catalog) : new Map()
      return (name) => components.get(name) ?? { title: name, category: 'report' }
    }, [data])
  },
  addressOf: (run, part) =>
    part === undefined ? addresses.run(run) : addresses.runPart(run, part.test, part.set, part.step),
  linkTo: (run, { test, set, step }) => `${location.origin}${addresses.runPart(run, test, set, step)}`,
  composer: (path, at) =>
    `${addresses.test(path)}${at === undefined ? '' : `?${at.code === true ? 'view=code&' : ''}line=${at.line}`}`,
  eventsOf: (run) => `.merlon/runs/${run}.jsonl`,
}
