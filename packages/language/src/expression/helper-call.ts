import { Run } from './run.ts'
import { type Dialect, type Environment, ExpressionError, type HelperObject } from './types.ts'

/** Calls a function of a helper object from outside an expression, under the limits of one evaluation. Throws ExpressionError. */
export function callHelper(
  helper: HelperObject,
  name: string,
  args: readonly unknown[],
  where: { environment: Environment; dialect: Dialect },
): unknown {
  const called = Object.hasOwn(helper.functions, name) ? helper.functions[name] : undefined
  if (!called) throw new ExpressionError(`'${helper.name}' has no function '${name}'`)
  return called.run(args, new Run(where.environment, where.dialect))
}
