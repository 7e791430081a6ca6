/** Assertions from responses: those of kept runs, or texts that are sent along. */
import {
  type Generated,
  type GenerateOptions,
  generateAssertions,
  type ResponseSample,
  UnusableSample,
} from '@merlon/importers'
import { ProblemError } from '../http/problem.ts'
import type { RunStore } from '../store/store.ts'

export type SampleRequest =
  | { readonly run: string; readonly hash: string; readonly status?: number | undefined }
  | { readonly text: string; readonly mime: string; readonly status?: number | undefined }

const refuse = (message: string, help?: string): ProblemError =>
  new ProblemError({ code: 'unusable-response', status: 422, message, ...(help === undefined ? {} : { help }) })

/** Throws a 404 problem where a run or a body is not kept, a 422 one where a body cannot be used. */
export async function generated(
  runs: RunStore,
  samples: readonly SampleRequest[],
  options: GenerateOptions,
): Promise<Generated> {
  const read = await Promise.all(samples.map((one) => sampleOf(runs, one)))
  return generateAssertions(read, options).catch((error: unknown) => {
    if (error instanceof UnusableSample) throw refuse(error.message)
    throw error
  })
}

async function sampleOf(runs: RunStore, sample: SampleRequest): Promise<ResponseSample> {
  const status = sample.status === undefined ? {} : { status: sample.status }
  if ('text' in sample) return { text: sample.text, mime: sample.mime, ...status }
  const body = await runs.body(sample.run, sample.hash)
  if (!body) throw new ProblemError({ code: 'not-found', status: 404, message: 'this response is not kept any more' })
  if (body.text === undefined) throw refuse('the body is binary, so there is nothing in it to assert')
  if (body.cut) throw refuse('the body is too long: only its beginning was kept')
  return { text: body.text, mime: body.mime, ...status }
}
