/** What expressions are compiled to and what they are evaluated in. The evaluator, its dialects and its callers meet here. */

/** `javascript` in tests written as YAML; `groovy` in tests written as XML. */
export type Dialect = 'javascript' | 'groovy'

/** The variables that an expression sees. */
export interface Scope {
  /** `undefined` where there is no such variable. May throw `NeverArrived`, which passes through the evaluator as it is. */
  get(name: string): unknown
  has(name: string): boolean
  /** Assigns a variable from a script. */
  set(name: string, value: unknown): void
  /** Names for suggestions. */
  names(): Iterable<string>
}

/** What expressions reach besides variables; everything in it comes from the run's ports, nothing from the host. */
export interface Realm {
  /** The run's clock, in ms since 1970. */
  now(): number
  /** The run's random numbers, from 0 up to 1. */
  random(): number
  /** `WSUtil`, `D`, `F` … by name. */
  helper(name: string): HelperObject | undefined
}

/** What a built-in or a helper may use while it runs. */
export interface HelperUse {
  readonly realm: Realm
  readonly dialect: Dialect
  /** Charges work before it is done: steps, or characters and list items about to be made. Throws when a limit is reached. */
  charge(steps: number): void
  /** Checks the length of a text (16 M units) or list (10^6 items) about to be made. */
  chargeText(length: number): void
  chargeList(length: number): void
  /** Text of a file of the project, for `DS.loadTextFile`; throws an `ExpressionError` when it cannot be read. */
  loadText(name: string): string
}

export interface HelperFunction {
  /** As shown in completion and reference: `sha256(text, secret?)`. */
  readonly signature: string
  readonly summary: string
  /** A call as it would stand in a test, where the signature alone does not tell. */
  readonly example?: string
  run(args: readonly unknown[], use: HelperUse): unknown
}

/** A helper object: a name and its functions. Plain data and functions of ours; expressions cannot reach anything behind it. */
export interface HelperObject {
  readonly name: string
  readonly summary: string
  readonly functions: Readonly<Record<string, HelperFunction>>
  /** For a helper that is itself a function: `jsonpath(value, path)`. */
  readonly call?: HelperFunction
}

/** A limit per evaluation was reached, a value has no such function, a pattern is wrong: the author's to mend. */
export class ExpressionError extends Error {
  /** Where in the expression's text, in UTF-16 units, when known. */
  readonly start: number | undefined
  readonly end: number | undefined
  readonly help: string | undefined
  constructor(
    message: string,
    at?: { start?: number | undefined; end?: number | undefined; help?: string | undefined },
  ) {
    super(message)
    this.name = 'ExpressionError'
    this.start = at?.start
    this.end = at?.end
    this.help = at?.help
  }
}

/** Text that is not an expression. Returned by the compilers, never thrown at a caller. */
export interface SyntaxProblem {
  readonly message: string
  readonly start: number
  readonly end: number
  readonly help?: string
}

/** How an evaluated operand of a condition is shown: its place in the source and its value. */
export interface Operand {
  readonly start: number
  readonly end: number
  readonly source: string
  readonly value: unknown
  /** Says more than the value: `element 3 of 5` for the one that broke `.every`. */
  readonly note?: string
}

export interface Resolution {
  readonly value: unknown
  /**
   * False when what was asked for is not there. For a path: its last key, index, element or attribute is absent (so a
   * `null` member exists); for a plain variable or any other expression: the value is null or undefined.
   */
  readonly exists: boolean
  /** For a missing path: the part that still was there and what it held, for the message. */
  readonly broke?: { readonly path: string; readonly at: unknown; readonly member: string }
}

export interface Expression {
  readonly source: string
  /** Free variables, helper objects excluded, in order of first use. */
  readonly names: readonly string[]
  /**
   * Those of `names` that are also read outside of `??`, `||`, `?.` and `typeof`: a template that mentions one that does
   * not exist cannot be filled.
   */
  readonly required: readonly string[]
  /** Helper objects mentioned (`F`, `WSCrypto`), so that the engine can load them before the run. */
  readonly helpers: readonly string[]
  /** Member access only, from one variable. */
  readonly isPath: boolean
  /** A call in JavaScript: what it gives was looked for, not only read. */
  readonly isCall: boolean
  /**
   * Evaluates to plain data: null, undefined, booleans, numbers, text, lists, maps, and the values of `../values`
   * (ExactNumber, XmlNode, XmlList, Binary, Date). Throws ExpressionError. A variable that does not exist is `undefined` here.
   */
  evaluate(environment: Environment): unknown
  /** As `evaluate`, and says whether what was asked for is there. */
  resolve(environment: Environment): Resolution
  /** As `evaluate`, recording the operands of comparisons and logic, for the message of a failed `assert`. */
  trace(environment: Environment): { readonly value: unknown; readonly operands: readonly Operand[] }
}

/** Everything one evaluation needs from outside. */
export interface Environment {
  readonly scope: Scope
  readonly realm: Realm
  loadText(name: string): string
}

/** A text with `${ }` in it. */
export interface Template {
  readonly source: string
  /** No `${ }` at all: `constant` is the text. */
  readonly constant: string | undefined
  /** The text is exactly one `${ }`. */
  readonly single: Expression | undefined
  readonly names: readonly string[]
  /** See `Expression.required`. */
  readonly required: readonly string[]
  readonly helpers: readonly string[]
  readonly parts: readonly (string | TemplatePart)[]
}

export interface TemplatePart {
  readonly expression: Expression
  /** Where the expression's own text begins in the template's text; its errors count from there. */
  readonly at: number
  /** Place of the whole `${ }` in the template's text. */
  readonly start: number
  readonly end: number
}
