/**
 * Runs branches side by side, and puts together what they leave behind in the order in which they are written.
 *
 * A branch is joined when those before it are. What branches set is gathered beside the line that waits for them, since a
 * branch that begins late must not see what others have set.
 */
import type { Branch, BranchOptions, RoundResult } from '../context.ts'
import { Renumbering } from './outlet.ts'
import { seedOf } from './seed.ts'
import type { SetRun } from './set-run.ts'
import type { Tally } from './tally.ts'

/** How far the last branch that has begun may be ahead of the first that has not ended: what it says has to wait. */
const MOST_AHEAD = 1000

interface Running {
  readonly run: SetRun
  readonly open: (numbers: Renumbering) => void
  done: boolean
}

type Begin = (run: SetRun, branch: Branch) => RoundResult | Promise<RoundResult>

class SideBySide {
  private readonly run: SetRun
  private readonly begin: Begin
  private readonly branches: Iterator<Branch>
  private readonly most: number
  private readonly seed: number
  private readonly before: number
  /** In written order: all that are not joined yet. */
  private readonly line: Running[] = []
  private readonly gathered: SetRun
  private begun = 0
  private active = 0
  private reason: string | undefined
  private stopped = false
  private mistake: { readonly error: unknown } | undefined
  private finish: () => void = () => {}

  constructor(
    run: SetRun,
    branches: Iterable<Branch>,
    { max = Number.POSITIVE_INFINITY }: BranchOptions,
    begin: Begin,
  ) {
    this.run = run
    this.begin = begin
    this.branches = branches[Symbol.iterator]()
    this.most = max
    this.seed = Math.floor(run.realm.random() * 2 ** 32)
    this.before = run.stepsSoFar
    this.gathered = run.branch(this.seed, this.before).run
  }

  async all(): Promise<RoundResult> {
    const { run } = this
    const { faults } = run.tally
    const { branchSeed } = run
    run.branchSeed = this.seed
    run.tally.branches = this.tallies()
    await new Promise<void>((resolve) => {
      this.finish = resolve
      this.goOn()
    })
    run.branchSeed = branchSeed
    run.tally.branches = []
    run.scope.merge(this.gathered.scope)
    run.sessions.merge(this.gathered.sessions)
    if (this.mistake) throw this.mistake.error
    if (this.reason !== undefined) run.end(this.reason)
    return { failures: run.tally.faults - faults, stopped: run.over !== undefined }
  }

  /** Of the branches that are not joined, whenever they are asked for. */
  private tallies(): Iterable<Tally> {
    const { line } = this
    return { [Symbol.iterator]: () => line.map(({ run }) => run.tally)[Symbol.iterator]() }
  }

  /** Begins branches for as long as there is room; after a stop, only those that had a place from the start. */
  private goOn(): void {
    while (this.active < this.most && this.line.length < MOST_AHEAD) {
      if ((this.stopped && this.begun >= this.most) || this.mistake || this.run.over !== undefined) break
      const next = this.branches.next()
      if (next.done) break
      this.start(next.value)
    }
    if (this.active === 0) this.finish()
  }

  private start(branch: Branch): void {
    const { run, outlet } = this.run.branch(seedOf(this.seed, String(this.begun)), this.before)
    this.begun += 1
    const running: Running = { run, open: (numbers) => outlet.open(numbers), done: false }
    this.line.push(running)
    if (this.line.length === 1) running.open(this.numbers())
    const result = this.tried(() => this.begin(run, branch))
    if (!(result instanceof Promise)) {
      this.ended(running)
      return
    }
    this.active += 1
    void result
      .catch((error: unknown) => this.failed(error))
      .then(() => {
        this.active -= 1
        this.ended(running)
        this.goOn()
      })
      .catch((error: unknown) => {
        this.failed(error)
        this.finish()
      })
  }

  private tried<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.failed(error)
      return undefined
    }
  }

  /** A mistake of ours: no further branch begins, and when the others are done it is thrown. */
  private failed(error: unknown): void {
    this.mistake ??= { error }
  }

  private ended(running: Running): void {
    running.done = true
    if (running.run.ended !== undefined) this.stopped = true
    for (let first = this.line[0]; first?.done; first = this.line[0]) {
      this.line.shift()
      this.join(first.run)
      this.line[0]?.open(this.numbers())
    }
  }

  private join(branch: SetRun): void {
    const numbers = this.numbers()
    this.run.join(branch, numbers)
    this.gathered.scope.merge(branch.scope, (origin) => numbers.origin(origin))
    this.gathered.sessions.merge(branch.sessions)
    this.reason ??= branch.ended
  }

  /** Those of the branch whose turn it is. */
  private numbers(): Renumbering {
    return new Renumbering(this.before, this.run.stepsSoFar - this.before)
  }
}

/** Runs branches side by side; ends when all that began have ended. */
export function sideBySide(
  run: SetRun,
  branches: Iterable<Branch>,
  options: BranchOptions,
  begin: Begin,
): Promise<RoundResult> {
  return new SideBySide(run, branches, options, begin).all()
}
