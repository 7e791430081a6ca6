/** Asks the server what is wrong with a text, a moment after its last change; a newer question ends an older one. */
import type { Checked } from '@merlon/protocol/http'
import { ApiError, call } from '../api/client.ts'

const CHECK_AFTER_MS = 120

export interface CheckedText {
  readonly path: string
  readonly text: string
}

export class Checking {
  private timer: ReturnType<typeof setTimeout> | undefined
  private asking: AbortController | undefined
  private environments: readonly string[] = []
  private readonly current: () => CheckedText
  private readonly found: (checked: Checked, text: string) => void

  /** `current` is asked when it is time; `found` is told each answer that still counts, and the text that it is about. */
  constructor(current: () => CheckedText, found: (checked: Checked, text: string) => void) {
    this.current = current
    this.found = found
  }

  /** The environments that mistakes are looked for in. */
  setEnvironments(environments: readonly string[]): void {
    if (environments.join('\n') === this.environments.join('\n')) return
    this.environments = environments
    this.soon()
  }

  soon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.ask(), CHECK_AFTER_MS)
  }

  private async ask(): Promise<void> {
    this.asking?.abort()
    const asking = new AbortController()
    this.asking = asking
    const { text, path } = this.current()
    try {
      const checked = await call(
        'check',
        { body: { path, text, environments: [...this.environments] } },
        { signal: asking.signal },
      )
      if (!asking.signal.aborted) this.found(checked, text)
    } catch (error) {
      // Superseded, or the server is away: what is known stays, and the next change asks again.
      if (!asking.signal.aborted && !(error instanceof ApiError)) throw error
    }
  }

  stop(): void {
    clearTimeout(this.timer)
    this.asking?.abort()
  }
}
