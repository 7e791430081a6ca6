import {
  openSecretFile,
  type SecretFile,
  SHORTEST_SECRET,
  secretReader,
  stateFolderOf,
  unreadableSecrets,
} from '@merlon/host'
import { suggest } from '@merlon/language'
import { countText } from '@merlon/reporters'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { projectAround } from '../run/select.ts'
import { askSecretly, readStandardInput } from '../run/standard-input.ts'
import { isListed, listedSecrets, type Place, readPlaces } from '../secret/places.ts'

const ACTIONS = ['set', 'get', 'rm', 'list'] as const
/** The file of secrets keeps those of environments under this key. */
const RESERVED = 'environments'

interface Asked {
  readonly name: string
  readonly environment: string | undefined
  readonly places: readonly Place[]
  readonly secrets: SecretFile
}

function openReadable(root: string): SecretFile {
  const secrets = openSecretFile(stateFolderOf(root))
  const [wrong] = unreadableSecrets(secrets)
  if (wrong) throw new UsageError(wrong.message, wrong.help)
  return secrets
}

const forWhom = ({ environment }: Asked): string =>
  environment === undefined ? '' : ` in environment '${environment}'`

async function readValue(name: string): Promise<string> {
  if (process.stdin.isTTY) return askSecretly(`value of '${name}': `)
  return (await readStandardInput()).replace(/\r?\n$/, '')
}

/** Without its name in a vault, a value is kept and never used. */
function howToList({ name, environment, places }: Asked): string {
  const own = places.findLast((one) => one.environment === environment)
  const file = own?.file.file.path ?? (environment === undefined ? 'vault.yaml' : `environments/${environment}.yaml`)
  const names = [...(own?.file.secrets ?? []), name]
  return `no vault lists '${name}' yet, so no test sees it: write this in ${file}\n\n  secrets: [${names.join(', ')}]\n`
}

async function set(asked: Asked): Promise<number> {
  const { name, environment, places, secrets } = asked
  const value = await readValue(name)
  if (value === '')
    throw new UsageError(
      `there is no value for '${name}' on standard input`,
      `printf '%s' "$VALUE" | merlon secret set ${name}`,
    )
  await secrets.set(name, value, environment)
  process.stdout.write(`'${name}'${forWhom(asked)} is kept in .merlon/secrets.yaml, on this machine only\n`)
  if (value.length < SHORTEST_SECRET)
    process.stdout.write(
      `it is too short to be masked in reports: a secret has at least ${SHORTEST_SECRET} characters\n`,
    )
  if (!isListed(places, name, environment)) process.stdout.write(howToList(asked))
  return exit.passed
}

function unknown(asked: Asked): UsageError {
  const { name, places } = asked
  const near = suggest(
    name,
    places.flatMap(({ file }) => file.secrets),
  )
  return new UsageError(
    `there is no value for the secret '${name}'${forWhom(asked)}`,
    near ? `did you mean '${near}'?` : '`merlon secret list` shows the secrets of this project',
  )
}

function get(asked: Asked): number {
  const { name, environment, secrets } = asked
  const value = secretReader(secrets, { environments: [], variables: process.env })(name, environment)
  if (value === undefined) throw unknown(asked)
  process.stdout.write(`${value}\n`)
  return exit.passed
}

async function remove(asked: Asked): Promise<number> {
  const { name, environment, secrets } = asked
  if (!(await secrets.remove(name, environment))) throw unknown(asked)
  process.stdout.write(`'${name}'${forWhom(asked)} is removed\n`)
  return exit.passed
}

function list(places: readonly Place[], secrets: SecretFile): number {
  const listed = listedSecrets(places, secrets, process.env)
  const longest = Math.max(0, ...listed.map(({ name }) => name.length))
  for (const { name, file, hasValue } of listed)
    process.stdout.write(`${name.padEnd(longest)}  ${file}  ${hasValue ? 'has a value' : 'has no value here'}\n`)
  const missing = listed.filter(({ hasValue }) => !hasValue).length
  if (listed.length === 0) process.stdout.write('no vault or environment lists a secret; they do so under `secrets:`\n')
  else if (missing > 0)
    process.stdout.write(
      `\n${countText(missing, 'secret')} without a value: \`merlon secret set NAME\` reads one from standard input\n`,
    )
  return exit.passed
}

/** The name that was asked for, which tests must be able to write. */
function nameIn(args: readonly string[], action: string): string {
  const [name, more] = args
  if (name === undefined) throw new UsageError(`merlon secret ${action} needs the name of a secret`)
  if (more !== undefined)
    throw new UsageError(
      `merlon secret ${action} takes a name only`,
      action === 'set'
        ? 'its value is read from standard input: arguments are visible to others on this machine'
        : undefined,
    )
  if (!/^[A-Za-z_$][\w$]*$/.test(name))
    throw new UsageError(
      `'${name}' cannot be the name of a secret`,
      'it is a variable: letters, digits and `_`, a digit not first',
    )
  if (name === RESERVED)
    throw new UsageError(`a secret cannot be named '${RESERVED}'`, 'values for one environment stand under it')
  return name
}

export default defineCommand({
  name: 'secret',
  summary: 'Keeps values of secrets on this machine.',
  usage: 'set|get|rm NAME, or list',
  details:
    '`secret set` reads the value from standard input, and on a terminal asks without showing what is typed. Values are kept in\n.merlon/secrets.yaml, which version control leaves alone. MERLON_SECRET_name of the process goes before it.',
  flags: { env: { type: 'text', short: 'e', value: 'NAME', summary: 'For one environment only' } },
  examples: [
    ['merlon secret set password', 'asks for it'],
    ['merlon secret set password -e staging < file', 'another one for staging'],
    ['merlon secret list', 'which secrets have a value here'],
  ],
  async run([action = '', ...args], given) {
    if (!(ACTIONS as readonly string[]).includes(action)) {
      const near = suggest(action, ACTIONS)
      throw new UsageError(
        action === '' ? 'merlon secret needs to know what to do' : `merlon secret cannot '${action}'`,
        near ? `did you mean '${near}'?` : `it takes ${ACTIONS.join(', ')}`,
      )
    }
    const root = projectAround(process.cwd())
    const { project, places } = readPlaces(root, process.cwd())
    const secrets = openReadable(root)
    if (action === 'list') return list(places, secrets)
    const environment = given.env
    if (environment !== undefined && !project.environments.has(environment)) {
      const near = suggest(environment, project.environments.keys())
      throw new UsageError(
        `there is no environment '${environment}'`,
        near ? `did you mean '${near}'?` : 'environments are the files under `environments/`',
      )
    }
    const asked = { name: nameIn(args, action), environment, places, secrets }
    return action === 'set' ? set(asked) : action === 'get' ? get(asked) : remove(asked)
  },
})
