/** The body of a response, fetched when it is looked at, and its tree. */
import { type BodyNode, bodyTree } from '@merlon/language'
import type { BodyReference } from '@merlon/protocol'
import type { BodyContent } from '@merlon/protocol/http'
import { useQuery } from '@tanstack/react-query'
import { useAnswer } from '../../api/queries.ts'

export interface LoadedBody {
  readonly is: 'none' | 'loading' | 'gone' | 'there'
  readonly body?: BodyContent
  /** Absent while it is being read, and of a body that is no text. */
  readonly tree?: BodyNode
  readonly problem?: string
}

export function useBody(run: string, reference: BodyReference | undefined): LoadedBody {
  const hash = reference?.hash ?? ''
  const answer = useAnswer('runBody', { run, hash }, { enabled: reference !== undefined })
  const text = answer.data?.text
  const mime = answer.data?.mime ?? ''
  const read = useQuery({
    queryKey: ['tree', run, hash],
    queryFn: () => bodyTree(text ?? '', mime || 'application/json'),
    enabled: text !== undefined,
    gcTime: 0,
    structuralSharing: false,
  })
  if (!reference) return { is: 'none' }
  if (answer.isError) return { is: 'gone' }
  if (!answer.data) return { is: 'loading' }
  return { is: 'there', body: answer.data, ...read.data }
}
