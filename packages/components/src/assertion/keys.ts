import type { Context, ExpressionInput } from '@merlon/engine'
import { XmlNode } from '@merlon/language'

/** The elements of a list, or what `by` makes of each; undefined where the value is no list. */
export function keysOf(
  value: unknown,
  by: ExpressionInput | undefined,
  context: Context,
): readonly unknown[] | undefined {
  const list = value instanceof XmlNode ? [value] : value
  if (!Array.isArray(list)) return undefined
  return by ? list.map((element) => context.evaluateWith(by, { _: element })) : list
}
