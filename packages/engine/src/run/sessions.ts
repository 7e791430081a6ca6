/** What components keep for as long as an input set runs, such as a cookie jar; a branch has copies of its own. */

/** How state that changes comes to a branch and back. Without it, branches share the state. */
export interface BranchedState<T> {
  /** A copy whose changes do not reach the state it was made from. */
  copy(state: T): T
  /** Makes the changes of a branch's copy in the state it was made from, or in another copy of that. */
  merge(state: T, copy: T): void
}

/** Only who asks for a key knows the type of its state. */
export interface Session {
  readonly state: unknown
  readonly branched: BranchedState<unknown> | undefined
}

export class Sessions {
  private readonly own = new Map<string, Session>()
  private readonly outer: Sessions | undefined

  constructor(outer?: Sessions) {
    this.outer = outer
  }

  private find(key: string): Session | undefined {
    const own = this.own.get(key)
    if (own) return own
    const around = this.outer?.find(key)
    if (!around?.branched) return around
    const copy = { state: around.branched.copy(around.state), branched: around.branched }
    this.own.set(key, copy)
    return copy
  }

  /** The state under a key. It is created outside of all branches, so that each branch has a copy of the same. */
  of<T>(key: string, create: () => T, branched?: BranchedState<T>): T {
    const known = this.find(key)
    // Whoever asks for a key is who made its state.
    if (known) return known.state as T
    if (!this.outer) this.put(key, { state: create(), branched: branched as BranchedState<unknown> | undefined })
    else this.outer.of(key, create, branched)
    return this.find(key)!.state as T
  }

  put(key: string, session: Session): void {
    this.own.set(key, session)
  }

  all(): Map<string, Session> {
    return new Map([...(this.outer?.all() ?? []), ...this.own])
  }

  /** Takes over what a branch, or a branch of one, changed. */
  merge(branch: Sessions): void {
    for (const [key, { state, branched }] of branch.own) branched?.merge(this.find(key)!.state, state)
  }
}
