/** Where a report is shown, in the studio or in a file of its own, and what only that place knows. */
import type { Body } from '@merlon/protocol'
import type { Comparison } from '@merlon/protocol/http'
import { createContext, useContext } from 'react'

/** How the component of a step is called, and the colour of its kind. */
export interface StepLook {
  readonly title: string
  readonly category: string
}

/** One test of a run, one input set of it, or a step in that. */
export interface Part {
  readonly test: number
  readonly set?: number
  readonly step?: number
}

export interface ReportPlace {
  /** A body by its hash; `'waiting'` while it is fetched, undefined where it is not kept. */
  useBody(run: string, hash: string | undefined): Body | 'waiting' | undefined
  readBody(run: string, hash: string): Promise<Body | undefined>
  /** The same step when it last passed; null where it has not, undefined where this place cannot know. */
  useComparison(run: string, part: Required<Part>, wanted: boolean): Comparison | 'waiting' | null | undefined
  /** When a test last passed before this run; null where it has not, undefined where this place cannot know. */
  useLastPass(path: string, run: string): string | null | undefined
  useLook(): (component: string) => StepLook
  /** The address of a run, or of a part of it, for links of this page. */
  addressOf(run: string, part?: Part): string
  /** The same for others: with everything that stands before it. */
  linkTo(run: string, part: Part): string
  /** The address of the page on which a test is composed, where there is one. */
  composer?(path: string, at?: { readonly line: number; readonly code?: boolean }): string
  /** The file that holds the events of a run, where there is one. */
  eventsOf?(run: string): string
}

export const ReportPlaceContext = createContext<ReportPlace | undefined>(undefined)

export function useReportPlace(): ReportPlace {
  const place = useContext(ReportPlaceContext)
  if (!place) throw new Error('a report is shown somewhere')
  return place
}
