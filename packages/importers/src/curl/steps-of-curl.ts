import { type PrintStep, printSteps } from '@merlon/language'
import { callsOf } from './call.ts'
import { curlCommands } from './commands.ts'
import { missingFile, type UsedFile } from './files.ts'
import { templateOf, variablesIn } from './marked-text.ts'
import { stepOf } from './step.ts'
import { type LineNote, Unreadable } from './tokens.ts'

export interface CurlSteps {
  readonly steps: readonly PrintStep[]
  /** The steps as a list in YAML. */
  readonly yaml: string
  /** What is not there any more, or deserves a look; with the line of the command, from 1. */
  readonly notes: readonly LineNote[]
  /** The files that the steps read, and where below `files/` they look for them. */
  readonly files: readonly UsedFile[]
}

export interface CurlProblem {
  readonly problem: string
  readonly help?: string
}

function readable(text: string): ReturnType<typeof curlCommands> | CurlProblem {
  try {
    return curlCommands(text)
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message }
    throw error
  }
}

/**
 * Reads curl commands, as people paste them from browsers, documentation and scripts, as steps that send the same. Takes
 * the words of a POSIX shell or of the Windows command prompt; nothing is carried out. What looks like a secret stays, with a
 * note; a variable of the shell becomes `${name}`. A problem where there is no command that goes anywhere.
 */
export function stepsOfCurl(text: string): CurlSteps | CurlProblem {
  const commands = readable(text)
  if ('problem' in commands) return commands
  if (commands.found.length === 0)
    return {
      problem: 'there is no curl command in this text',
      help: 'it begins with `curl`, as in `curl https://shop.example/cart`',
    }
  const steps: PrintStep[] = []
  const notes: LineNote[] = [...commands.notes]
  const files: UsedFile[] = []
  const variables = new Set<string>()
  for (const call of commands.found.flatMap(callsOf)) {
    if (call.urls.length === 0) call.messages.push('the command is left out: it has no address')
    for (const url of call.urls) {
      const used: UsedFile[] = []
      const step = stepOf(call, url, used)
      if (step) steps.push(step)
      files.push(...used)
      call.messages.push(...used.map(missingFile))
    }
    notes.push(...[...new Set(call.messages)].map((message) => ({ line: call.line, message: templateOf(message) })))
  }
  for (const { line, words, input } of commands.found) {
    const texts = [...words, ...(typeof input === 'object' ? Object.values(input) : [])]
    for (const name of texts.flatMap(variablesIn)) {
      if (variables.has(name)) continue
      variables.add(name)
      notes.push({ line, message: `\`\${${name}}\` is a variable: give it a value in the vault, or in an environment` })
    }
  }
  if (steps.length === 0)
    return { problem: problemOf(notes), help: 'it takes an address, as in `curl https://shop.example/cart`' }
  return { steps, yaml: printSteps(steps), notes: notes.sort((a, b) => a.line - b.line), files }
}

function problemOf(notes: readonly LineNote[]): string {
  const first = notes.find(({ message }) => message.includes(' is left out: '))
  return first && !first.message.includes('no address') ? first.message : 'the command has no address'
}
