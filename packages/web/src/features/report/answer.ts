import type { ResponseRecord } from '@merlon/protocol'
import { visibleText } from './pretty.ts'

/** `200 OK`; where none arrived, that. */
export const answerText = (response: ResponseRecord | undefined): string =>
  response && response.status > 0
    ? `${response.status} ${visibleText(response.statusText ?? '')}`.trimEnd()
    : 'no answer'
