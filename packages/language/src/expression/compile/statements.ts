/** Statements other than loops. */
import { truthOf } from '../dialect.ts'
import { LimitReached } from '../limits.ts'
import { holdsFunction, type NodeOf, type SyntaxNode } from '../nodes.ts'
import { looseEquals, strictEquals } from '../operators.ts'
import { Refusal } from '../problem.ts'
import { type Act, Break, type Code, type Completion, Frame, Normal, Return, Thrown } from '../run.ts'
import { ExpressionError } from '../types.ts'
import type { Compilation } from './compilation.ts'
import { hoist } from './hoisting.ts'
import { Layout, Lexical } from './lexical.ts'
import { declarePattern, patternWriter } from './patterns.ts'

export const nothing: Act = () => Normal

export function evaluate(node: NodeOf<'ExpressionStatement'>, c: Compilation): Act {
  const code = c.code(node.expression)
  return (frame) => {
    code(frame)
    return Normal
  }
}

/** Runs statements until one of them does not end normally. */
function inTurn(acts: readonly Act[]): Act {
  return (frame) => {
    for (const act of acts) {
      const completion = act(frame)
      if (completion !== Normal) return completion
    }
    return Normal
  }
}

/**
 * Compiles what has variables of its own. They get a frame of their own, new each time, only where a function may keep
 * them; else they live in the frame around.
 */
function inBlock(node: SyntaxNode, c: Compilation, compile: () => Act): Act {
  if (!holdsFunction(node)) return c.within(new Lexical(c.lexical, c.lexical.layout), compile)
  const act = c.within(new Lexical(c.lexical, new Layout(c.lexical.layout.depth + 1)), compile)
  return (frame) => act(new Frame([], frame, frame.run))
}

export function block(node: NodeOf<'BlockStatement'>, c: Compilation): Act {
  return inBlock(node, c, () => {
    const prepare = hoist(node.body, c, false)
    const act = inTurn(node.body.map((statement) => c.act(statement)))
    return (frame) => {
      prepare(frame)
      return act(frame)
    }
  })
}

export function declaration(node: NodeOf<'VariableDeclaration'>, c: Compilation): Act {
  if (node.kind !== 'var' && node.kind !== 'let' && node.kind !== 'const') {
    throw new Refusal(`\`${node.kind}\` is not available in scripts`, node)
  }
  const writes = node.declarations.map(({ id, init }): ((frame: Frame) => void) => {
    if (!init && node.kind === 'var') return () => undefined
    const value: Code = init ? c.code(init) : () => undefined
    const write = patternWriter(id, c, 'declare')
    return (frame) => write(frame, value(frame))
  })
  return (frame) => {
    for (const write of writes) write(frame)
    return Normal
  }
}

export function conditionalStatement(node: NodeOf<'IfStatement'>, c: Compilation): Act {
  const truthy = truthOf(c.dialect)
  const test = c.code(node.test)
  const consequent = c.act(node.consequent)
  const alternate = node.alternate ? c.act(node.alternate) : nothing
  return (frame) => (truthy(test(frame)) ? consequent(frame) : alternate(frame))
}

export function returnStatement(node: NodeOf<'ReturnStatement'>, c: Compilation): Act {
  const code: Code = node.argument ? c.code(node.argument) : () => undefined
  return (frame) => {
    frame.run.returned = code(frame)
    return Return
  }
}

export function throwStatement(node: NodeOf<'ThrowStatement'>, c: Compilation): Act {
  const code = c.code(node.argument)
  const place = c.placeOf(node)
  return (frame) => {
    throw new Thrown(code(frame), place)
  }
}

export function switchStatement(node: NodeOf<'SwitchStatement'>, c: Compilation): Act {
  const equals = c.dialect === 'groovy' ? looseEquals : strictEquals
  const subject = c.code(node.discriminant)
  return inBlock(node, c, () => {
    const prepare = hoist(
      node.cases.flatMap((one) => one.consequent),
      c,
      false,
    )
    const tests = node.cases.map(({ test }) => (test ? c.code(test) : undefined))
    const bodies = node.cases.map(({ consequent }) => inTurn(consequent.map((statement) => c.act(statement))))
    const otherwise = tests.indexOf(undefined)
    return (frame) => {
      prepare(frame)
      const value = subject(frame)
      const found = tests.findIndex((test) => test && equals(value, test(frame), frame.run))
      const first = found < 0 ? otherwise : found
      for (let at = first; at >= 0 && at < bodies.length; at += 1) {
        const completion = bodies[at]!(frame)
        if (completion === Break) return Normal
        if (completion !== Normal) return completion
      }
      return Normal
    }
  })
}

export function tryStatement(node: NodeOf<'TryStatement'>, c: Compilation): Act {
  const attempt = c.act(node.block)
  const handle = node.handler ? handler(node.handler, c) : undefined
  const tried = handle ? catching(attempt, handle) : attempt
  return node.finalizer ? finishing(tried, c.act(node.finalizer)) : tried
}

function catching(attempt: Act, handle: (frame: Frame, error: unknown) => Completion): Act {
  return (frame) => {
    const { depth, stack } = frame.run
    try {
      return attempt(frame)
    } catch (error) {
      if (!isCatchable(error)) throw error
      frame.run.depth = depth
      frame.run.stack = stack
      return handle(frame, caught(error))
    }
  }
}

/** `finally`: how it ends counts, if not normally; else how what it follows ended. */
function finishing(tried: Act, finish: Act): Act {
  return (frame) => {
    const { run } = frame
    const { depth, stack } = run
    let completion: Completion
    try {
      completion = tried(frame)
    } catch (error) {
      if (!isCatchable(error)) throw error
      run.depth = depth
      run.stack = stack
      const last = finish(frame)
      if (last !== Normal) return last
      throw error
    }
    const { returned } = run
    const last = finish(frame)
    if (last !== Normal) return last
    run.returned = returned
    return completion
  }
}

/** Limits end the evaluation, and what is not of the evaluator passes through it. */
function isCatchable(error: unknown): error is Thrown | ExpressionError {
  return error instanceof Thrown || (error instanceof ExpressionError && !(error instanceof LimitReached))
}

function caught(error: unknown): unknown {
  if (error instanceof Thrown) return error.value
  return { name: 'Error', message: error instanceof Error ? error.message : '' }
}

function handler(node: NodeOf<'CatchClause'>, c: Compilation): (frame: Frame, error: unknown) => Completion {
  const { param } = node
  return c.within(new Lexical(c.lexical, new Layout(c.lexical.layout.depth + 1)), () => {
    if (param) declarePattern(param, 'var', c)
    const write = param ? patternWriter(param, c, 'declare') : undefined
    const act = c.act(node.body)
    return (outer, error) => {
      const frame = new Frame([], outer, outer.run)
      write?.(frame, error)
      return act(frame)
    }
  })
}
