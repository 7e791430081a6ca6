/** What the terminal showed, with what differs from run to run replaced. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from './command.ts'

/** `shown` as it stands in `expected.txt`; addresses keep their length, so that carets stay below what they point at. */
export function golden({ shown, exit }: Run, { args, base, closed, project, sequence }: Context): string {
  const text = shown
    .replaceAll(project, '‹project›')
    .replaceAll(base, 'http://127.0.0.1:‹srv›')
    .replaceAll(closed, '127.0.0.1:‹off›')
    .replaceAll(base.replace('http://', ''), '127.0.0.1:‹srv›')
    .replace(/(?<![\w.(])\d+(?:\.\d+)? (?:ms|s|min)\b(?! \(\d)/g, '‹time›')
    .replace(/\((\d+) rounds\)/g, '(‹n› rounds)')
  const requests =
    sequence.length === 0
      ? 'the server saw no request'
      : ['the server saw', ...sequence.map((one) => `  ${one}`)].join('\n')
  return `$ merlon ${args.join(' ')}\n${text}exit ${exit}\n\n${requests}\n`
}

interface Context {
  readonly args: readonly string[]
  readonly base: string
  /** Host and port where nothing listens. */
  readonly closed: string
  readonly project: string
  readonly sequence: readonly string[]
}

/** The golden text of a case; where `UPDATE_GOLDENS` is set, `found` is written down first. */
export async function expectedText(folder: string, found: string): Promise<string> {
  const path = join(folder, 'expected.txt')
  if (process.env.UPDATE_GOLDENS) await writeFile(path, found)
  return readFile(path, 'utf8').catch(() => '')
}
