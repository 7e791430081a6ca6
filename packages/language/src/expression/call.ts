/** Calling functions of values by name, and saying well what is not one. */
import { suggest } from '../suggest.ts'
import { readNamed } from './access.ts'
import { Callable, Helper, Namespace } from './callable.ts'
import { tableOf } from './members/tables.ts'
import type { Place, Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { isPlain, kindOf } from './values.ts'

/** A call in the source. */
export interface Site extends Place {
  /** What the function is called on, as written. */
  readonly object: string
}

/** The function of that name of a value, or undefined. */
export function hasFunction(self: unknown, name: string, run: Run): boolean {
  return ownFunction(self, name) !== undefined || tableOf(self, run.dialect)?.has(name) === true
}

function ownFunction(self: unknown, name: string): Callable | undefined {
  if (!isPlain(self) && !(self instanceof Namespace) && !(self instanceof Helper)) return undefined
  const member = readNamed(self, name)
  return member instanceof Callable ? member : undefined
}

/** Calls `self.name(args)`. Throws an ExpressionError where there is no such function. */
export function callMember(self: unknown, name: string, args: unknown[], run: Run, site: Site): unknown {
  const outer = run.at
  run.at = site
  const own = ownFunction(self, name)
  if (own) {
    const value = self instanceof Helper ? help(own, name, args, run, site) : own.invoke(args, run)
    run.at = outer
    return value
  }
  const member = isPlain(self) && Object.hasOwn(self, name) ? undefined : tableOf(self, run.dialect)?.get(name)
  if (!member) throw notAFunction(self, name, run, site)
  run.charge(2)
  const value = member(self, args, run)
  run.at = outer
  return value
}

/** Calls a value. */
export function callValue(callee: unknown, args: unknown[], run: Run, site: Site, known: Iterable<string>): unknown {
  if (!(callee instanceof Callable) || (callee instanceof Namespace && !callee.callable)) {
    throw notCallable(callee, site, known)
  }
  if (callee instanceof Helper) {
    if (!callee.object.call) throw notCallable(callee, site, known)
    return help(callee, callee.object.name, args, run, site)
  }
  const outer = run.at
  run.at = site
  const value = callee.invoke(args, run)
  run.at = outer
  return value
}

/** Makes `new callee(args)`. */
export function construct(callee: unknown, args: readonly unknown[], run: Run, site: Site): unknown {
  if (!(callee instanceof Namespace) || !callee.constructible) {
    throw new ExpressionError(`\`new ${site.object}()\` is not available in expressions`, site)
  }
  const outer = run.at
  run.at = site
  const value = callee.make(args, run)
  run.at = outer
  return value
}

/** Calls a helper. Helpers work on data; a function among the arguments, however deep, is a mistake. */
function help(helper: Callable, name: string, args: unknown[], run: Run, site: Site): unknown {
  if (args.some((arg) => arg instanceof Callable)) {
    throw new ExpressionError(`'${name}' takes values, not functions`, site)
  }
  try {
    return helper.invoke(args, run)
  } catch (error) {
    // The host's own complaint about a map whose `toString` is a function of the expression's.
    if (error instanceof TypeError) throw new ExpressionError(`'${name}' cannot work with these values`, site)
    throw error
  }
}

function notAFunction(self: unknown, name: string, run: Run, site: Site): ExpressionError {
  const { object } = site
  if (self === undefined || self === null) {
    const what = self === null ? 'null' : 'missing'
    return new ExpressionError(`${object} is ${what}, so its function '${name}' cannot be called`, site)
  }
  if (isPlain(self) && Object.hasOwn(self, name)) {
    return new ExpressionError(`${object}.${name} is ${kindOf(self[name])}, not a function`, site)
  }
  const near = suggest(name, functionsOf(self, run))
  const hint = near === undefined ? '' : `. Did you mean '${near}'?`
  if (self instanceof Namespace || self instanceof Helper) {
    return new ExpressionError(`${object} has no function '${name}'${hint}`, site)
  }
  const mode = run.dialect === 'groovy' ? ' that is supported in Groovy-compatible mode' : ''
  return new ExpressionError(`${object} is ${kindOf(self)}; it has no function '${name}'${mode}${hint}`, site)
}

function functionsOf(self: unknown, run: Run): string[] {
  if (self instanceof Namespace) return self.names
  if (self instanceof Helper) return Object.keys(self.object.functions)
  return [...(tableOf(self, run.dialect)?.keys() ?? [])]
}

function notCallable(callee: unknown, site: Site, known: Iterable<string>): ExpressionError {
  if (callee !== undefined) {
    const what = callee instanceof Callable ? 'an object with functions' : kindOf(callee)
    return new ExpressionError(`${site.object} is ${what}, not a function`, site)
  }
  const near = suggest(site.object, known)
  const hint = near === undefined ? '' : `. Did you mean '${near}'?`
  return new ExpressionError(`there is no function '${site.object}'${hint}`, site)
}
