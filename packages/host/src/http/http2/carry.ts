/** Carries an exchange over HTTP/2, once more where that is safe. */
import type { OutgoingHttpHeaders } from 'node:http2'
import type { WireRequest } from '@merlon/engine'
import type { Arrived, Shared } from '../attempt.ts'
import { type Fault, isFault } from '../fault.ts'
import { type Content, sizeOf } from '../request-body.ts'
import type { Route } from '../route.ts'
import type { Target } from '../target.ts'
import type { Marks } from '../timings.ts'
import { Exchange } from './exchange.ts'
import { requestFields } from './request-fields.ts'
import { Sessions } from './sessions.ts'

/** What is sent, and where. */
export interface Errand {
  readonly request: WireRequest
  readonly target: Target
  readonly route: Route
  readonly fields: OutgoingHttpHeaders
  readonly content: Content
  readonly marks: Marks
}

type Over = (end: Arrived | Fault) => void

export class Http2 {
  private readonly sessions = new Sessions()
  private readonly shared: Shared
  private readonly declined: (error: unknown, request: WireRequest, target: Target) => Fault

  /** `declined` says what it means when a connection is not even tried. */
  constructor(shared: Shared, declined: (error: unknown, request: WireRequest, target: Target) => Fault) {
    this.shared = shared
    this.declined = declined
  }

  /** `repeatable`: sending it again does nothing that sending it once did not. */
  carry(sending: Omit<Errand, 'fields'>, repeatable: boolean, over: Over): void {
    const { request, target, content } = sending
    const fields = requestFields(request, target, content === undefined ? undefined : sizeOf(content))
    if (isFault(fields)) over(fields)
    else this.send({ ...sending, fields }, repeatable, true, over)
  }

  close(): void {
    this.sessions.close()
  }

  private send(errand: Errand, repeatable: boolean, first: boolean, over: Over): void {
    const opened = this.sessionFor(errand)
    if (isFault(opened)) {
      over(opened)
      return
    }
    const { session, fresh } = opened
    new Exchange(errand, session, !fresh, this.shared, (end) => {
      if ('head' in end) over(end)
      else if (!first || end.again === 'no' || (end.again === 'stale' && !repeatable)) over(end.fault)
      else {
        session.retire()
        errand.marks.reopen()
        this.send(errand, repeatable, false, over)
      }
    })
  }

  private sessionFor({ request, target, route }: Errand): ReturnType<Sessions['for']> | Fault {
    try {
      return this.sessions.for(route, target)
    } catch (error) {
      return this.declined(error, request, target)
    }
  }
}
