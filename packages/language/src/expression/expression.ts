/** Compiling expressions and scripts, and evaluating what was compiled. */
import { Compilation, type TracedOperand } from './compile/compilation.ts'
import { returning } from './compile/functions.ts'
import { hoist } from './compile/hoisting.ts'
import { expressionTable, statementTable } from './compile/table.ts'
import { parseGroovy, parseGroovyBody } from './groovy.ts'
import { mayChange } from './isolation.ts'
import { parseJavascript, parseJavascriptBody } from './javascript.ts'
import { leave } from './leave.ts'
import { LimitReached, limits } from './limits.ts'
import { globalOf } from './members/globals.ts'
import { type SyntaxNode, stackOf } from './nodes.ts'
import { followPath, type Path, readPath, resolvePath } from './path.ts'
import { Refusal } from './problem.ts'
import { remembering } from './remember.ts'
import { type Code, Frame, Run, type Seen, Thrown } from './run.ts'
import {
  type Dialect,
  type Environment,
  type Expression,
  ExpressionError,
  type Operand,
  type Resolution,
  type SyntaxProblem,
} from './types.ts'
import { isPlain, toText } from './values.ts'

export interface CompileOptions {
  readonly dialect: Dialect
  /** Names of helper objects; they win over variables of the same name. */
  readonly helperNames: ReadonlySet<string>
}

export type Compiled = { readonly expression: Expression } | { readonly problem: SyntaxProblem }

/** Compiles an expression, the whole text. Offsets in the problem and in later errors count in `source`. */
export const compileExpression = remembering(
  (source: string, options: CompileOptions): Compiled =>
    caught(() => {
      const start = source.length - source.trimStart().length
      const path = readPath(source, start, isVariable(options))
      if (path && source.slice(path.end).trim() === '')
        return pathExpression(source.slice(start, path.end), start, path)
      const node = options.dialect === 'groovy' ? parseGroovy(source) : parseJavascript(source)
      return expressionOf(node, { text: source, base: 0 }, source, options)
    }),
)

/** Compiles a script: statements, whose `return` gives the value. Offsets count in `body`. */
export function compileScript(body: string, options: CompileOptions): Compiled {
  return caught(() => {
    const node = options.dialect === 'groovy' ? parseGroovyBody(body) : parseJavascriptBody(body)
    const compile = (traced: boolean) => {
      const c = new Compilation(
        { text: body, base: 0, script: true, traced, ...options },
        expressionTable,
        statementTable,
      )
      c.checkDepth(node)
      const statements: readonly SyntaxNode[] = node.type === 'Program' ? node.body : [node]
      const prepare = hoist(statements, c, true)
      return {
        c,
        code: returning(
          statements.map((statement) => c.act(statement)),
          prepare,
        ),
        changes: mayChange(node),
        stack: stackOf(node),
      }
    }
    return new CodeExpression(body, options.dialect, compile, false)
  })
}

/** The expression of a node that was read from `text.slice(base)`. */
export function expressionOf(
  node: SyntaxNode,
  place: { readonly text: string; readonly base: number },
  source: string,
  options: CompileOptions,
): Expression {
  const compile = (traced: boolean) => {
    const c = new Compilation({ ...place, script: false, traced, ...options }, expressionTable, statementTable)
    c.checkDepth(node)
    return { c, code: c.code(node), changes: mayChange(node), stack: stackOf(node) }
  }
  return new CodeExpression(source, options.dialect, compile, options.dialect === 'javascript' && isCall(node))
}

function isCall(node: SyntaxNode): boolean {
  if (node.type === 'ParenthesizedExpression' || node.type === 'ChainExpression') return isCall(node.expression)
  return node.type === 'CallExpression'
}

/** Whether a name at the start of a path is a variable of the test's. */
export function isVariable({ dialect, helperNames }: CompileOptions): (name: string) => boolean {
  // Groovy reads lists and maps differently, so that only the compiler knows its paths.
  return (name) => dialect === 'javascript' && !helperNames.has(name) && globalOf(name, dialect) === undefined
}

/** Runs a compiler; a Refusal becomes the problem it carries. */
export function caught(compile: () => Expression): Compiled {
  try {
    return { expression: compile() }
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    throw error
  }
}

/** A path, with places that count from the `start` of its text. */
export function pathExpression(source: string, start: number, path: Path): Expression {
  const keys = path.keys.map(({ name, end }) => ({ name, end: end - start }))
  return new PathExpression(source, { ...path, keys })
}

class PathExpression implements Expression {
  readonly source: string
  readonly names: readonly string[]
  readonly required: readonly string[]
  readonly helpers: readonly string[] = []
  readonly isPath = true
  readonly isCall = false
  readonly #path: Path

  constructor(source: string, path: Path) {
    this.source = source
    this.names = [path.name]
    this.required = path.guarded ? [] : this.names
    this.#path = path
  }

  evaluate(environment: Environment): unknown {
    return followPath(this.#path, environment.scope)
  }
  resolve(environment: Environment): Resolution {
    return resolvePath(this.#path, environment.scope, this.source)
  }
  trace(environment: Environment): { value: unknown; operands: readonly Operand[] } {
    return { value: this.evaluate(environment), operands: [] }
  }
}

interface Program {
  readonly c: Compilation
  readonly code: Code
  readonly changes: boolean
  /** Bytes of the host's stack that it takes beside its calls. */
  readonly stack: number
}

class CodeExpression implements Expression {
  readonly source: string
  readonly names: readonly string[]
  readonly required: readonly string[]
  readonly helpers: readonly string[]
  readonly isPath = false
  readonly isCall: boolean
  readonly #dialect: Dialect
  readonly #program: Program
  readonly #compile: (traced: boolean) => Program
  #traced: Program | undefined

  constructor(source: string, dialect: Dialect, compile: (traced: boolean) => Program, isCall: boolean) {
    const program = compile(false)
    const { c } = program
    this.source = source
    this.isCall = isCall
    this.names = [...c.names]
    this.required = [...c.required]
    this.helpers = [...c.helpers]
    this.#dialect = dialect
    this.#program = program
    this.#compile = compile
  }

  evaluate(environment: Environment): unknown {
    const { changes } = this.#program
    return evaluated(this.#program, new Run(environment, this.#dialect, { changes }))
  }
  resolve(environment: Environment): Resolution {
    const value = this.evaluate(environment)
    return { value, exists: value !== null && value !== undefined }
  }
  trace(environment: Environment): { value: unknown; operands: readonly Operand[] } {
    this.#traced ??= this.#compile(true)
    const { c, changes } = this.#traced
    const run = new Run(environment, this.#dialect, { traced: true, changes })
    const value = evaluated(this.#traced, run)
    return { value, operands: operandsOf(this.source, c.operands, run) }
  }
}

/** Runs code to the value that leaves it. Throws ExpressionErrors with their place, and what the scope throws. */
function evaluated({ c, code, stack }: Program, run: Run): unknown {
  run.stack = stack
  const { script } = c.source
  try {
    const value = leave(code(new Frame([], undefined, run)), run)
    // Only a script's changes are meant to last.
    if (script) run.variables?.commit()
    return value
  } catch (error) {
    if (error instanceof Thrown) throw new ExpressionError(thrownText(error.value, run), error.place)
    if (error instanceof ExpressionError) throw placed(error, run)
    // Whatever the host itself cannot do: its stack or a length is exhausted before a limit of ours was reached.
    if (error instanceof RangeError) {
      throw new LimitReached(`stopped: calls, lists or maps are nested too deeply (at most ${limits.depth} calls)`)
    }
    throw error
  }
}

function placed(error: ExpressionError, run: Run): ExpressionError {
  if (error.start !== undefined || !run.at) return error
  const { start, end } = run.at
  const Kind = error instanceof LimitReached ? LimitReached : ExpressionError
  return new Kind(error.message, { start, end, help: error.help })
}

function thrownText(value: unknown, run: Run): string {
  const message = isPlain(value) && Object.hasOwn(value, 'message') ? value.message : value
  return toText(message, run) || 'the script threw an error without a message'
}

function operandsOf(source: string, places: readonly TracedOperand[], run: Run): Operand[] {
  const operands: Operand[] = []
  places.forEach((place, at) => {
    const seen = run.seen?.get(at)
    if (seen) operands.push({ ...place, source: source.slice(place.start, place.end), ...shown(seen, run) })
  })
  return operands.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** What an operand was, each within a budget of its own: a large one must not hide that the condition was false. */
function shown(seen: Seen, run: Run): Seen {
  try {
    return { ...seen, value: leave(seen.value, new Run(run.environment, run.dialect)) }
  } catch (error) {
    if (error instanceof ExpressionError) return { ...seen, value: undefined, note: error.message }
    throw error
  }
}
