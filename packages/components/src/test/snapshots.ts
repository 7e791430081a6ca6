/** Snapshots that live as long as a test. */
import type { Ports } from '@merlon/engine'

type Snapshots = Ports['snapshots']

export interface HeldSnapshots extends Snapshots {
  /** Texts by key, of the tests that wrote here. */
  readonly texts: Map<string, string>
}

export function heldSnapshots(mode: Snapshots['mode'] = 'write', texts = new Map<string, string>()): HeldSnapshots {
  return {
    mode,
    texts,
    read: async (_test, key) => texts.get(key),
    write: async (_test, key, text) => void texts.set(key, text),
  }
}
