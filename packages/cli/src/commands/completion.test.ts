import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Folder, folder, project } from '../test/cli.ts'

const hasShell = (name: string): boolean => spawnSync(name, ['--version']).status === 0

const files = {
  'environments/local.yaml': 'a: 1\n',
  'environments/staging.yaml': 'secrets: [api_key]\n',
  'vault.yaml': 'secrets: [password]\n',
  'tests/a.yaml': 'tags: [smoke, cart]\nsteps:\n  - stop\n',
  'tests/b.yaml': 'tags: slow\nsteps:\n  - comment: { tags: [none] }\n',
}

async function next(there: Folder, ...words: string[]): Promise<string[]> {
  const { exit, stdout, stderr } = await there.run(['completion', '--query', '--', ...words])
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]))
}

test('commands come first, by their beginning', async () => {
  const there = folder()
  expect(await next(there, '')).toEqual(expect.arrayContaining(['run', 'check', 'completion', '--help']))
  expect(await next(there, 'ch')).toEqual(['check'])
  expect(await next(there, 'help', 'ch')).toEqual(['check'])
  expect(await next(there, 'nothing', '')).toEqual([])
})

test('flags are those of the command, each once unless it may be repeated', async () => {
  const there = folder()
  expect(await next(there, 'fmt', '--')).toEqual(['--check', '--no-color', '--help'])
  expect(await next(there, 'fmt', '--check', '--')).toEqual(['--no-color', '--help'])
  expect(await next(there, 'run', '--env', 'a', '--en')).toEqual(['--env'])
  expect(await next(there, 'run', '--', '--en')).toEqual([':files'])
})

test('values of flags are those of the project', async () => {
  const there = project(files)
  expect(await next(there, 'run', '--env', '')).toEqual(['local', 'staging'])
  expect(await next(there, 'run', '-e', 's')).toEqual(['staging'])
  expect(await next(there, 'run', '--env=l')).toEqual(['--env=local'])
  expect(await next(there, 'run', '-t', '')).toEqual(['cart', 'slow', 'smoke'])
  expect(await next(there, 'run', '--vars', '')).toEqual([':files'])
  expect(await next(there, 'run', '--reporter', 'cons')).toEqual(['console'])
  expect(await next(there, 'run', '--seed', '')).toEqual([])
})

test('arguments are what each command takes', async () => {
  const there = project(files)
  expect(await next(there, 'run', '')).toEqual([':files'])
  expect(await next(there, 'explain', 'yaml-al')).toEqual(['yaml-alias'])
  expect(await next(there, 'components', 'assert-eq')).toEqual(['assert-equals'])
  expect(await next(there, 'import', 'api')).toEqual(['api-fortress'])
  expect(await next(there, 'import', 'api-fortress', '')).toEqual([':files'])
  expect(await next(there, 'secret', 'set', '')).toEqual(['password', 'api_key'])
  expect(await next(there, 'completion', 'b')).toEqual(['bash'])
})

test('the script makes bash complete commands, values, files with blanks, and values behind `=`', async () => {
  const there = project({ ...files, 'my tests.yaml': 'steps:\n  - stop\n' })
  const completed = async (...words: string[]): Promise<string[]> => {
    const list = ['merlon', ...words].map((word) => `'${word}'`).join(' ')
    const { stdout, stderr } = await there.shell(
      `source <(merlon completion bash); COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _merlon; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p merlon`,
    )
    expect(stderr).toBe('')
    const lines = stdout.trimEnd().split('\n')
    expect(lines.pop()).toBe('complete -F _merlon merlon')
    return lines
  }
  expect(await completed('comp')).toEqual(['components', 'completion'])
  expect(await completed('run', '-e', 'lo')).toEqual(['local'])
  expect(await completed('run', '--env', '=', 'st')).toEqual(['staging'])
  expect(await completed('run', '--env', '=')).toEqual(['local', 'staging'])
  expect(await completed('run', 'my')).toEqual(['my tests.yaml'])
  expect((await completed('run', 'tests/')).sort()).toEqual(['tests/a.yaml', 'tests/b.yaml'])
})

test.runIf(hasShell('zsh'))('zsh can read its script', async () => {
  const { exit, stderr } = await folder().shell('merlon completion zsh | zsh -n')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
})

test.runIf(hasShell('fish'))('fish can read its script', async () => {
  const { exit, stderr } = await folder().shell('merlon completion fish > m.fish; fish --no-execute m.fish')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
})

test('a shell that is not known is refused, and none is asked for', async () => {
  const there = folder()
  expect(await there.run(['completion', 'tcsh'])).toMatchObject({
    exit: 2,
    stderr: "error: 'tcsh' is no shell that is known\n  = help: there is bash, zsh, fish, powershell\n",
  })
  expect(await there.run(['completion'])).toMatchObject({ exit: 2, stderr: expect.stringContaining('which shell?') })
})

test.each(['bash', 'zsh', 'fish', 'powershell'])(
  'the script for %s asks the command for what comes next',
  async (shell) => {
    const { exit, stdout } = await folder().run(['completion', shell])
    expect(exit).toBe(0)
    expect(stdout).toContain('completion --query --')
  },
)
