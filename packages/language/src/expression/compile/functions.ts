/** Functions of expressions and scripts. */
import { Callable } from '../callable.ts'
import { type FunctionNode, type SyntaxNode, stackOf } from '../nodes.ts'
import { Refusal } from '../problem.ts'
import { type Act, type Code, Frame, Normal, type Run } from '../run.ts'
import type { Compilation } from './compilation.ts'
import { hoist, type Prepare } from './hoisting.ts'
import { Layout, Lexical } from './lexical.ts'
import { declarePattern, patternWriter, type Writer } from './patterns.ts'

/** What all closures of one function in the source share. */
interface Plan {
  readonly cost: number
  /** Bytes of the host's stack. */
  readonly stack: number
  readonly parameters: number
  /** Puts arguments into the frame's slots. */
  readonly receive: ((frame: Frame, args: unknown[]) => void) | undefined
  readonly body: Code
  /** The slot of a function expression's own name. */
  readonly self: number | undefined
}

/** What a call takes of the host's stack beside its body, a built-in that makes it included. */
const callStack = 700

class Closure extends Callable {
  readonly #plan: Plan
  readonly #outer: Frame

  constructor(plan: Plan, outer: Frame) {
    super()
    this.#plan = plan
    this.#outer = outer
  }

  override get parameters(): number {
    return this.#plan.parameters
  }

  invoke(args: unknown[], run: Run): unknown {
    const plan = this.#plan
    run.enter(plan.cost, plan.stack)
    const frame = new Frame(plan.receive ? [] : args, this.#outer, run)
    if (plan.receive) plan.receive(frame, args)
    if (plan.self !== undefined) frame.slots[plan.self] = this
    const value = plan.body(frame)
    run.exit(plan.stack)
    return value
  }
}

export function functionCode(node: FunctionNode, c: Compilation): Code {
  if (node.async) throw new Refusal('`async` is not available in expressions', node)
  if (node.generator) throw new Refusal('`function*` is not available in expressions', node)
  const layout = new Layout(c.lexical.layout.depth + 1)
  c.functions += 1
  const [plan, cost] = c.counted(() => c.within(new Lexical(c.lexical, layout), () => planOf(node, c)))
  c.functions -= 1
  const counted: Plan = { ...plan, cost }
  return (frame) => new Closure(counted, frame)
}

function planOf(node: FunctionNode, c: Compilation): Omit<Plan, 'cost'> {
  const parameters: readonly SyntaxNode[] = node.params
  for (const parameter of parameters) declarePattern(parameter, 'var', c)
  const simple = parameters.every((parameter) => parameter.type === 'Identifier')
  const duplicates = simple && c.lexical.layout.size < parameters.length
  const receive = simple && !duplicates ? undefined : receiver(parameters, c)
  const ownName = node.type === 'FunctionExpression' && node.id ? node.id.name : undefined
  const self = ownName === undefined || c.lexical.own(ownName) ? undefined : c.lexical.declare(ownName, 'var').slot
  return { receive, parameters: parameters.length, self, stack: callStack + stackOf(node.body), body: bodyOf(node, c) }
}

function receiver(parameters: readonly SyntaxNode[], c: Compilation): (frame: Frame, args: unknown[]) => void {
  const writers: Writer[] = parameters.map((parameter) =>
    patternWriter(parameter.type === 'RestElement' ? parameter.argument : parameter, c, 'declare'),
  )
  const rest = parameters.at(-1)?.type === 'RestElement' ? parameters.length - 1 : undefined
  return (frame, args) => {
    writers.forEach((write, at) => {
      write(frame, at === rest ? args.slice(at) : args[at])
    })
  }
}

function bodyOf(node: FunctionNode, c: Compilation): Code {
  if (node.body.type !== 'BlockStatement') return c.code(node.body)
  const prepare = hoist(node.body.body, c, true)
  return returning(
    node.body.body.map((statement) => c.act(statement)),
    prepare,
  )
}

/** The code of a function's or script's statements: what `return` gives. */
export function returning(acts: readonly Act[], prepare: Prepare): Code {
  return (frame) => {
    prepare(frame)
    for (const act of acts) {
      if (act(frame) !== Normal) {
        const { returned } = frame.run
        frame.run.returned = undefined
        return returned
      }
    }
    return undefined
  }
}
