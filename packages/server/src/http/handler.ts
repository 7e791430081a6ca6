/** How an operation of the contract is carried out. */
import type { Contract, Endpoint, PathParameters } from '@merlon/protocol/http'
import type { z } from 'zod'
import type { StudioClock } from '../clock.ts'
import type { Project } from '../store/store.ts'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

export interface Call<E extends Endpoint> {
  readonly parameters: { readonly [K in PathParameters<E['path']>]: string }
  readonly query: Parsed<E['query']>
  readonly body: Parsed<E['body']>
  /** As it came; only for answers that are no JSON. */
  readonly request: Request
  readonly studio: Studio
  /** That of the path's `project`. Throws a 404 problem for another one. */
  readonly project: Project
}

/** An answer in JSON as data, checked against the contract in tests; any other as a Response. */
export type Handler<E extends Endpoint> = (
  call: Call<E>,
) => E['response'] extends z.ZodType ? Promise<z.input<E['response']>> : Promise<Response>

export type Handlers = { readonly [K in keyof Contract]: Handler<Contract[K]> }

/** What the server was started with. */
export interface Studio {
  readonly version: string
  readonly projects: readonly Project[]
  readonly demoShop?: string
  readonly environment?: string
  readonly clock: StudioClock
  /** Told of faults of ours that no answer can tell of any more. */
  failed(error: unknown): void
}
