/** Variables of functions and blocks, resolved to slots while compiling. */

/** The slots of one kind of frame. */
export class Layout {
  size = 0
  readonly depth: number
  constructor(depth: number) {
    this.depth = depth
  }
}

export interface Binding {
  readonly layout: Layout
  readonly slot: number
  readonly kind: 'const' | 'let' | 'var'
}

/** The names of one block or function, and the blocks around it. */
export class Lexical {
  readonly parent: Lexical | undefined
  readonly layout: Layout
  readonly #bindings = new Map<string, Binding>()

  constructor(parent: Lexical | undefined, layout: Layout) {
    this.parent = parent
    this.layout = layout
  }

  declare(name: string, kind: Binding['kind']): Binding {
    const known = this.#bindings.get(name)
    if (known && kind === 'var') return known
    const binding = { layout: this.layout, slot: this.layout.size++, kind }
    this.#bindings.set(name, binding)
    return binding
  }

  own(name: string): Binding | undefined {
    return this.#bindings.get(name)
  }

  find(name: string): Binding | undefined {
    for (let block: Lexical | undefined = this; block; block = block.parent) {
      const binding = block.#bindings.get(name)
      if (binding) return binding
    }
    return undefined
  }

  get bindings(): Iterable<Binding> {
    return this.#bindings.values()
  }
}
