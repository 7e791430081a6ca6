/** The comments of a source file that stand right above a step. */
import type { OlderStep } from '@merlon/language'

/** Comments further away than this are not looked for. */
const NEAR = 4000

const XML_COMMENT = /<!--((?:(?!-->)[\s\S])*)-->\s*$/

function aboveXml(before: string): string[] {
  const comments: string[] = []
  let rest = before
  for (let found = XML_COMMENT.exec(rest); found; found = XML_COMMENT.exec(rest)) {
    comments.unshift(
      ...found[1]!
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    )
    rest = rest.slice(0, found.index)
  }
  return comments
}

function aboveYaml(before: string): string[] {
  const lines = before.split('\n')
  // The last is the beginning of the step's own line.
  lines.pop()
  const comments: string[] = []
  for (let line = lines.pop(); line !== undefined && /^\s*#/.test(line); line = lines.pop()) {
    comments.unshift(line.replace(/^\s*# ?/, '').trimEnd())
  }
  return comments
}

/** The text of the comments directly above a step, without their signs; `undefined` where there are none. */
export function commentAbove({ carrier, span }: OlderStep): string | undefined {
  const before = span.file.text.slice(Math.max(0, span.start - NEAR), span.start)
  const lines = carrier === 'xml' ? aboveXml(before) : aboveYaml(before)
  return lines.length > 0 ? lines.join('\n') : undefined
}
