/** Runs a draft against responses: a real server sends each, a real request receives it. */
import { expect } from 'vitest'
import { type Ended, runYaml } from '../../../../components/src/test/engine.ts'
import { serve } from '../../../../components/src/test/server.ts'

export interface Answer {
  readonly text: string
  readonly mime: string
  readonly status?: number
}

/** What runs the steps of a draft against an answer to a request whose body goes into `payload`. */
export async function requestAgainst(): Promise<(draft: string, answer: Answer, more?: string) => Promise<Ended>> {
  let current: Answer = { text: '', mime: '' }
  const { base } = await serve((_heard, response) => {
    const { status = 200, mime, text } = current
    response.writeHead(status, mime === '' ? {} : { 'content-type': mime }).end(text)
  })
  return (draft, answer, more = '') => {
    current = answer
    return runYaml(`- get: { url: "${base}", expect: any${more} }\n${draft === '[]\n' ? '' : draft}`)
  }
}

/** Nothing failed, and nothing warned either. */
export function expectQuiet({ status, steps }: Ended, draft: string): void {
  const wrong = steps
    .filter((step) => step.status !== 'passed' && step.status !== 'skipped')
    .map(({ label, message }) => `${label}: ${message}`)
  expect({ status, wrong }, draft).toEqual({ status: 'passed', wrong: [] })
}
