/** Namespace declarations in force while a document is walked (Namespaces in XML 1.0). */

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'

export interface NamespaceScope {
  /** The namespace of a prefix, '' being the default namespace; `undefined` where the prefix is not declared. */
  of(prefix: string): string | undefined
  declare(prefix: string, namespace: string): void
  /** Takes back the latest declaration of each of the prefixes, at the end of the element that made them. */
  leave(prefixes: readonly string[]): void
}

/** A scope with nothing declared but `xml`. A look-up takes the same time at any depth. */
export function namespaceScope(): NamespaceScope {
  const stacks = new Map<string, string[]>([
    ['xml', [xmlNamespace]],
    ['', ['']],
  ])
  return {
    of: (prefix) => stacks.get(prefix)?.at(-1),
    declare(prefix, namespace) {
      const stack = stacks.get(prefix)
      if (stack) stack.push(namespace)
      else stacks.set(prefix, [namespace])
    },
    leave(prefixes) {
      for (const prefix of prefixes) stacks.get(prefix)?.pop()
    },
  }
}

/** The prefix that an attribute of this name declares ('' for `xmlns`), or `undefined` for any other attribute. */
export function declaredPrefix(attribute: string): string | undefined {
  if (attribute === 'xmlns') return ''
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : undefined
}

/** The part before the colon, '' without one. */
export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
