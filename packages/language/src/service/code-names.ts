/** The variables that an expression, a script or a template mentions. */
import { parseJavascript, parseJavascriptAt, parseJavascriptBody, skipBlank } from '../expression/javascript.ts'
import { globalOf } from '../expression/members/globals.ts'
import { readPath } from '../expression/path.ts'
import { Refusal } from '../expression/problem.ts'
import { type Mentioned, mentionedIn } from './identifiers.ts'

const nothing: Mentioned = { variables: [], declared: new Set() }

const isVariable = (name: string): boolean => globalOf(name, 'javascript') === undefined

function quietly(read: () => Mentioned): Mentioned {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return nothing
    throw error
  }
}

function pathAt(text: string, at: number): { mentioned: Mentioned; end: number } | undefined {
  const path = readPath(text, at, isVariable)
  if (!path) return undefined
  const { name, end } = path
  return {
    end,
    mentioned: {
      variables: [{ name, start: at, end: at + name.length, access: 'read', shorthand: false }],
      declared: nothing.declared,
    },
  }
}

/** Of an expression; nothing where it cannot be read. One `${ }` around all of it is passed over, as the compiler does. */
export function namesOfExpression(source: string): Mentioned {
  if (/^\s*\$\{/.test(source)) {
    const template = namesOfTemplate(source)
    if (template.variables.length > 0) return template
  }
  const path = pathAt(source, source.length - source.trimStart().length)
  if (path && source.slice(path.end).trim() === '') return path.mentioned
  return quietly(() => mentionedIn(parseJavascript(source)))
}

/** Of the body of a function; nothing where it cannot be read. */
export function namesOfScript(body: string): Mentioned {
  return quietly(() => mentionedIn(parseJavascriptBody(body)))
}

/** Of a text with `${ }`; those that cannot be read are passed over. */
export function namesOfTemplate(text: string): Mentioned {
  if (!text.includes('${')) return nothing
  const parts: Mentioned[] = []
  let at = 0
  for (;;) {
    const dollar = text.indexOf('${', at)
    if (dollar < 0) break
    at = dollar + 2
    if (text[dollar - 1] === '\\') continue
    const part = quietly(() => {
      const start = skipBlank(text, at, text.length)
      const path = pathAt(text, start)
      if (path && text[skipBlank(text, path.end, text.length)] === '}') {
        at = path.end
        return path.mentioned
      }
      const { node, end } = parseJavascriptAt(text, start)
      if (text[end] !== '}') return nothing
      at = end
      return mentionedIn(node)
    })
    parts.push(part)
  }
  return {
    variables: parts.flatMap(({ variables }) => variables),
    declared: new Set(parts.flatMap(({ declared }) => [...declared])),
  }
}
