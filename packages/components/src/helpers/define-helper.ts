import type { HelperFunction, HelperObject } from '@merlon/language'

/** A helper object whose functions are known by name to TypeScript. */
export interface DefinedHelper<Name extends string> extends HelperObject {
  readonly functions: Readonly<Record<Name, HelperFunction>>
}

/** Checks a helper object as it is written and gives it back as it is. */
export function defineHelper<Name extends string>(helper: DefinedHelper<Name>): DefinedHelper<Name> {
  return helper
}
