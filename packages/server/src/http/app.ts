/** The server's one door: who may enter, the API, the pages. */
import { contract } from '@merlon/protocol/http'
import { Hono } from 'hono'
import { serveAssets } from './assets.ts'
import { type Guard, isApi, securityHeaders } from './guard.ts'
import type { Handlers, Studio } from './handler.ts'
import { implement } from './implement.ts'
import { openApiDocument } from './openapi.ts'
import { ProblemError } from './problem.ts'

export interface AppParts {
  readonly handlers: Handlers
  readonly studio: Studio
  readonly guard: Guard
  /** The folder of the built web application, absolute. */
  readonly assets?: string
}

export function createApp({ handlers, studio, guard, assets }: AppParts): Hono {
  const app = new Hono()
  const pages = serveAssets(assets)
  app.onError((error) => problemOf(error, studio).toResponse())
  app.use('*', securityHeaders)
  app.use('*', guard.middleware)
  app.get('/api/openapi.json', () => Response.json(openApiDocument(contract, studio.version)))
  implement(app, contract, handlers, studio)
  app.all('*', (context, next) => {
    if (isApi(context.req.path))
      throw new ProblemError({ code: 'not-found', status: 404, message: 'the API has no such address' })
    return pages(context, next)
  })
  return app
}

/** A fault of ours is told to whoever runs the studio; the client hears only that it was one. */
function problemOf(error: unknown, studio: Studio): ProblemError {
  if (error instanceof ProblemError) return error
  studio.failed(error)
  return new ProblemError({
    code: 'internal',
    status: 500,
    message: 'something went wrong in the studio itself',
    help: 'the terminal in which it runs says what',
  })
}
