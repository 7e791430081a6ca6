/** What pages ask for, kept by name and fetched again when the project changes. */

import type { Contract } from '@merlon/protocol/http'
import { QueryClient, useQuery } from '@tanstack/react-query'
import { call, type Given } from './client.ts'

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY } },
})

type Asked = {
  [K in keyof Contract]: Contract[K] extends { method: 'get'; response: object } ? K : never
}[keyof Contract]

/** The answer to a question without effects; `enabled: false` waits. */
export function useAnswer<K extends Asked>(name: K, given: Given<K>, options: { enabled?: boolean } = {}) {
  return useQuery({
    queryKey: [name, given],
    queryFn: ({ signal }) => call(name, given, { signal }),
    ...options,
  })
}

/** Marks answers as out of date, so that pages that show them ask again. */
export function forget(...names: readonly Asked[]): void {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: [name] })
}

export const useProject = () => useAnswer('getProject', {})
/** The catalog and the names of the language; they do not change while the server runs. */
export const useLanguage = () => useAnswer('getLanguage', {})
