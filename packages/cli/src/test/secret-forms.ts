/** How secrets look, and in what forms programs write them: what the tests of masking send around. */
import fc from 'fast-check'

const mixed = (unit: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...(unit.match(/./gsu) ?? [])), minLength, maxLength })

const letters = 'bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ'
/** Begins and ends with what no encoder touches and no blank can be trimmed from. */
const between = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> => inner.map((text) => `Zq${text}9K`)

/** One secret of each kind that people and machines make. */
export const secretsOfAllKinds: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record({
  short: mixed(`${letters}0123456789`, 1, 1).map((one) => `~${one}Q7`),
  password: between(mixed(`${letters}0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~`, 8, 20)),
  quoted: between(mixed('"\'`\\ &<>/', 3, 12)),
  unicode: between(mixed('éüßñ漢字😀\u0301\u200b€', 2, 10)),
  pattern: between(mixed('^$.*+?()[]{}|\\d', 3, 12)),
  lines: fc
    .array(mixed(`${letters}0123456789+/`, 20, 40), { minLength: 2, maxLength: 4 })
    .map((lines) => `-----BEGIN Zq KEY-----\n${lines.join('\n')}\n-----END Zq KEY-----\n`),
  base64: fc.uint8Array({ minLength: 20, maxLength: 40 }).map((bytes) => `${Buffer.from(bytes).toString('base64')}`),
  token: mixed(`${letters}0123456789-_`, 20, 60).map((text) => `eyJhbGciOiJub25lIn0.${text}.x`),
  digits: fc.integer({ min: 73_000_000, max: 73_999_999 }).map(String),
  control: between(mixed('\u0007\u001b[31m\t\u007f\u0085', 2, 6)),
  long: mixed(`${letters} -`, 600, 900).map((text) => `Zq${text}9K`),
})

const escapedXml = (quote: string, apostrophe: string) => (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, quote).replace(/'/g, apostrophe)
const hex = (text: string): string => Buffer.from(text).toString('hex')

export const secretForms: Readonly<Record<string, (text: string) => string>> = {
  itself: (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (text) =>
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'percent-encoded as a URI': encodeURI,
  'plus-encoded': (text) => new URLSearchParams({ k: text }).toString().slice(2),
  'escaped for JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped for JSON in ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'escaped for JSON inside JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'escaped for XML': escapedXml('&quot;', '&apos;'),
  'escaped for HTML': escapedXml('&quot;', '&#39;'),
  hex,
  'upper-case hex': (text) => hex(text).toUpperCase(),
  ...Object.fromEntries(
    (['base64', 'base64url'] as const).flatMap((encoding) =>
      [0, 1, 2].map((before) => [
        `${encoding} at alignment ${before}`,
        // Of the text around, only what the secret decides alone is looked for.
        (text: string): string => {
          const bytes = Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(text)])
          const whole = bytes.toString(encoding)
          return whole.slice(before === 0 ? 0 : before + 1, Math.floor((bytes.length * 8) / 6))
        },
      ]),
    ),
  ),
}

/** As above, in longer texts: what a server would make of a secret that stands among others. */
export function sentForms(secret: string): Record<string, string> {
  const forms = Object.entries(secretForms).filter(([name]) => !name.startsWith('base64'))
  const encoded = (['base64', 'base64url'] as const).flatMap((encoding) =>
    ['', 'x', 'us', 'ann:'].map((before) => [
      `${encoding} behind '${before}'`,
      Buffer.from(`${before}${secret} and more`).toString(encoding),
    ]),
  )
  return Object.fromEntries([...forms.map(([name, form]) => [name, form(secret)]), ...encoded])
}
