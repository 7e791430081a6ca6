/** Starts runs, having saved what is open, and says why one cannot start. */
import type { StartRun } from '@merlon/protocol/http'
import { call } from '../api/client.ts'
import { saveAll } from '../document/sessions.ts'
import { follow, type RunFollower } from './follow.ts'

/** Begins a run of the saved files. Rejects with an ApiError whose diagnostics say what is wrong with the tests. */
export async function startRun(wanted: StartRun): Promise<RunFollower> {
  await saveAll()
  const { run } = await call('startRun', { body: wanted })
  return follow(run)
}
