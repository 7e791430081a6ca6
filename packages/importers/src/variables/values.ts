/** Values as a vault keeps them: plain data whose texts are templates. */
import { ExactNumber, parseTemplate } from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'
import { usableName } from './names.ts'

/** Deeper ones are left out: no test reads them. */
const DEEPEST = 30

const OPTIONS = { dialect: 'javascript', helperNames: new Set<string>() } as const

export class TooDeep extends Error {}

export interface Stored {
  readonly value: unknown
  /** What changed on the way. */
  readonly notes: ReadonlySet<string>
}

class Storing {
  readonly notes = new Set<string>()
  private readonly postman: boolean

  constructor(postman: boolean) {
    this.postman = postman
  }

  value(value: unknown, depth: number): unknown {
    if (depth > DEEPEST) throw new TooDeep()
    if (typeof value === 'string') return this.postman ? this.fromPostman(value) : this.text(value)
    if (value instanceof ExactNumber) {
      this.notes.add('became text, because a number cannot hold its digits')
      return value.text
    }
    if (Array.isArray(value)) return value.map((one) => this.value(one, depth + 1))
    if (typeof value !== 'object' || value === null) return value ?? null
    const members = Object.entries(value).filter(([key]) => key !== '__proto__')
    return Object.fromEntries(members.map(([key, one]) => [key, this.value(one, depth + 1)]))
  }

  private text(text: string): string {
    if (!text.includes('${') || !('problem' in parseTemplate(text, OPTIONS))) return text
    this.notes.add('holds a `${` that begins no expression, and stays as it is')
    return escapedTemplate(text)
  }

  /** `{{name}}` is a variable, `{{$name}}` something that Postman makes up. */
  private fromPostman(text: string): string {
    return escapedTemplate(text).replace(/\{\{\s*([^{}\s]{1,200})\s*\}\}/g, (all, name: string) => {
      if (name.startsWith('$'))
        this.notes.add(`holds \`${all}\`, which only Postman fills: write \`\${F.…}\` in its place`)
      return name.startsWith('$') ? all : `\${${usableName(name)}}`
    })
  }
}

/** A value to store; throws TooDeep. `postman` says that its texts are those of Postman. */
export function stored(value: unknown, postman: boolean): Stored {
  const storing = new Storing(postman)
  return { value: storing.value(value, 0), notes: storing.notes }
}
