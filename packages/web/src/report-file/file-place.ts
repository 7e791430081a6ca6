/** A file as the place of a report: it holds all bodies, and knows nothing of other runs. */
import type { RunReport } from '@merlon/protocol'
import type { Part, ReportPlace, StepLook } from '../features/report/place.ts'

/** `/`, `/2`, `/2/0`, `/2/0/17`: test, input set, step. */
export const addressOf = (part?: Part): string =>
  `/${[part?.test, part?.set, part?.step].filter((one) => one !== undefined).join('/')}`

/** The numbers that an address names; what is no number names nothing. */
export function partOf(address: string): readonly (number | undefined)[] {
  const numbers = address.split('/').slice(1)
  return [0, 1, 2].map((at) => (/^\d+$/.test(numbers[at] ?? '') ? Number(numbers[at]) : undefined))
}

export function filePlace({ bodies }: RunReport, looks: Readonly<Record<string, StepLook>>): ReportPlace {
  const look = (component: string): StepLook =>
    (Object.hasOwn(looks, component) ? looks[component] : undefined) ?? { title: component, category: 'report' }
  return {
    useBody: (_run, hash) => (hash === undefined ? undefined : bodies.get(hash)),
    readBody: (_run, hash) => Promise.resolve(bodies.get(hash)),
    useComparison: () => undefined,
    useLastPass: () => undefined,
    useLook: () => look,
    addressOf: (_run, part) => addressOf(part),
    linkTo: (_run, part) => `${location.href.split('#')[0]}#${addressOf(part)}`,
  }
}
