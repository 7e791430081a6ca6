/** Listens to what changes in the project: refreshes what pages show, and tells who wants to know more. */
import type { Change } from '@merlon/protocol/http'
import { useSyncExternalStore } from 'react'
import { addressOf } from './client.ts'
import { forget, queryClient } from './queries.ts'

type Listener = (change: Change) => void

const listeners = new Set<Listener>()
const onlineListeners = new Set<() => void>()
let online = true

function setOnline(now: boolean): void {
  if (online === now) return
  online = now
  for (const listener of onlineListeners) listener()
}

/** Calls `listener` with every change until the function returned is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function take(change: Change): void {
  if (change.type === 'run') forget('listRuns', 'listTests')
  else forget('listFiles', 'listTests', 'listVariables', 'listUses', 'readFile', 'getProject')
  for (const listener of listeners) listener(change)
}

/** Begins to listen; called once. */
export function followChanges(): void {
  const source = new EventSource(addressOf('watchProject', {}))
  source.onopen = () => {
    if (!online) void queryClient.invalidateQueries()
    setOnline(true)
  }
  source.onerror = () => setOnline(false)
  source.onmessage = ({ data }: MessageEvent<string>) => take(JSON.parse(data) as Change)
}

/** Whether the server can be heard. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      onlineListeners.add(listener)
      return () => onlineListeners.delete(listener)
    },
    () => online,
  )
