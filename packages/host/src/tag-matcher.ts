/** Selections of tags: `smoke and not (slow or flaky)`. */

export type TagMatcher = (tags: ReadonlySet<string>) => boolean

class NoSelection extends Error {}

/** Reads a selection; a comma is an `or`. Undefined for a text that is none. */
export function tagMatcher(text: string): TagMatcher | undefined {
  try {
    return readSelection(text)
  } catch (error) {
    if (error instanceof NoSelection) return undefined
    throw error
  }
}

function readSelection(text: string): TagMatcher {
  const tokens = text.match(/[()]|[^\s()]+/g)?.flatMap((token) => token.split(/(,)/).filter(Boolean)) ?? []
  let at = 0
  const or = (): TagMatcher => {
    let left = and()
    while (tokens[at] === 'or' || tokens[at] === ',') {
      at += 1
      const [first, second] = [left, and()]
      left = (tags) => first(tags) || second(tags)
    }
    return left
  }
  const and = (): TagMatcher => {
    let left = not()
    while (tokens[at] === 'and') {
      at += 1
      const [first, second] = [left, not()]
      left = (tags) => first(tags) && second(tags)
    }
    return left
  }
  const not = (): TagMatcher => {
    const token = tokens[at]
    at += 1
    if (token === 'not') {
      const inner = not()
      return (tags) => !inner(tags)
    }
    if (token === '(') {
      const inner = or()
      if (tokens[at] !== ')') throw new NoSelection()
      at += 1
      return inner
    }
    if (token === undefined || token === ')' || token === 'and' || token === 'or' || token === ',')
      throw new NoSelection()
    return (tags) => tags.has(token)
  }
  const matcher = or()
  if (at < tokens.length) throw new NoSelection()
  return matcher
}
