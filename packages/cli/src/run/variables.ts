/** Variables from outside a project: the process's environment, files, the command line, standard input. */
import { readFileSync } from 'node:fs'
import type { GivenVariables } from '@merlon/engine'
import { plainValue, readYaml } from '@merlon/language'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'
import { askSecretly, readStandardInput } from './standard-input.ts'

export type Overrides = GivenVariables['overrides']

const PREFIX = 'MERLON_VAR_'

function fromProcess(variables: NodeJS.ProcessEnv): Overrides {
  return Object.entries(variables).flatMap(([name, value]) =>
    name.startsWith(PREFIX) && value !== undefined
      ? [{ name: name.slice(PREFIX.length), value, from: `${name} of the process` }]
      : [],
  )
}

function fromFile(path: string): Overrides {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`the file '${path}' of --vars cannot be read: ${reasonOf(error)}`)
  }
  const { node, diagnostics } = readYaml({ path, text })
  const [problem] = diagnostics
  if (problem || node?.kind !== 'map')
    throw new UsageError(
      `the file '${path}' of --vars must be a map of names and values, in YAML or JSON`,
      problem?.message,
    )
  return node.entries.map(({ key, value }) => ({ name: key.text, value: plainValue(value), from: path }))
}

/** `name=text`, or `name:=JSON` to keep a type. */
function fromFlag(text: string): Overrides[number] {
  const match = /^([A-Za-z_$][\w$]*)(:?=)([\s\S]*)$/.exec(text)
  const [, name, sign, value] = match ?? []
  if (name === undefined || value === undefined)
    throw new UsageError(`--var takes name=text or name:=JSON, not '${text}'`)
  if (sign === '=') return { name, value, from: '--var' }
  try {
    return { name, value: JSON.parse(value) as unknown, from: '--var' }
  } catch {
    throw new UsageError(`the value of '${name}' is no JSON: ${value}`, `write --var ${name}=… for a text`)
  }
}

async function secretLines(names: readonly string[]): Promise<string[]> {
  if (!process.stdin.isTTY) return (await readStandardInput()).split(/\r?\n/)
  const lines: string[] = []
  for (const name of names) lines.push(await askSecretly(`value of '${name}': `))
  return lines
}

/** A line for each `--secret NAME`, in the order of the flags; arguments would be visible to others on the machine. */
async function fromStandardInput(names: readonly string[]): Promise<Overrides> {
  const withValue = names.find((name) => name.includes('='))?.split('=', 1)[0]
  if (withValue !== undefined)
    throw new UsageError(
      '--secret takes a name only; its value is read from standard input',
      `printf '%s' "$VALUE" | merlon run --secret ${withValue}`,
    )
  const lines = names.length === 0 ? [] : await secretLines(names)
  return names.map((name, at) => {
    const value = lines[at]
    if (value === undefined || value === '')
      throw new UsageError(`there is no line on standard input for the secret '${name}'`)
    return { name, value, from: '--secret', secret: true }
  })
}

export interface VariableFlags {
  readonly var: readonly string[]
  readonly vars: readonly string[]
  readonly secret: readonly string[]
}

/** All overrides, lowest first. Rejects with a UsageError for what cannot be read. */
export async function readOverrides(flags: VariableFlags, variables: NodeJS.ProcessEnv): Promise<Overrides> {
  const given = [...fromProcess(variables), ...flags.vars.flatMap(fromFile), ...flags.var.map(fromFlag)]
  return [...given, ...(await fromStandardInput(flags.secret))]
}

/** The environments to use: those of `--env`, or the one that the older reserved variable names. */
export function environmentsOf(flags: readonly string[], overrides: Overrides): readonly string[] {
  if (flags.length > 0) return flags
  const older = overrides.find(({ name }) => name === 'apif_env')?.value
  return typeof older === 'string' && older !== '' ? [older] : []
}
