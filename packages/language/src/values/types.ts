/** Values that JSON does not have. They are data of ours: immutable, without host methods, and expressions know each by name. */

/** A number of a JSON document that a double cannot hold; keeps its digits as written. */
export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
    Object.freeze(this)
  }
  toJSON(): string {
    return this.text
  }
}

/** Bytes as `mode: binary` gives them. */
export interface Binary {
  readonly size: number
  readonly type: string
  readonly sha256: string
  readonly base64: string
}

/**
 * An element of an XML or HTML document (decisions D-50, D-51). Children in document order, text kept exactly.
 * Names are as written in the document (`soap:Body`); `local` is the part after the colon.
 */
export class XmlNode {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlNode | string)[]
  /** Namespace of the element, '' for none. */
  readonly namespace: string
  constructor(
    name: string,
    attributes: ReadonlyMap<string, string>,
    children: readonly (XmlNode | string)[],
    namespace = '',
  ) {
    this.name = name
    this.attributes = attributes
    this.children = children
    this.namespace = namespace
  }
  get local(): string {
    return this.name.slice(this.name.indexOf(':') + 1)
  }
}
