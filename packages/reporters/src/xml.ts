/** Text as XML 1.0 may hold it (https://www.w3.org/TR/xml/#charsets). */

const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const shownAs = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Element content. Characters that no XML document may hold are written as `\x1b`. */
export function xmlText(text: string): string {
  return text.replace(ILLEGAL, shownAs).replace(/[&<>\r]/g, (one) => ENTITIES[one] ?? one)
}

// Most attributes are short and plain; they need neither replacement.
const PLAIN = /^[ !#-%'-;=?-~]*$/

function attributeValue(value: string | number): string {
  const text = String(value)
  if (PLAIN.test(text)) return text
  return text.replace(ILLEGAL, shownAs).replace(/[&<>"\t\n\r]/g, (one) => ENTITIES[one] ?? one)
}

/** Attributes in the order given, each after a space; those that are undefined are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  let text = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${name}="${attributeValue(value)}"`
  }
  return text
}
