import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStudio, type TestStudio } from './studio.ts'

const read = (studio: TestStudio, path: string): string => readFileSync(join(studio.folder, path), 'utf8')

const project = {
  'vault.yaml': '# shared\nhost: http://shop # where it is\nuser: ann\nsecrets: [password]\n',
  'environments/local.yaml': 'host: http://127.0.0.1\nsecrets: [password, key]\n',
  'environments/staging.yaml': 'host: http://staging\n',
  'merlon.yaml': 'name: Shop\nconfig:\n  baseUrl: ${host}/api   # joined\n',
  'tests/a.yaml':
    'steps:\n  - post: { url: "${host}/login", json: { user: "${user}", password: \'${password}\' } } # ${host}\n  - assert: payload.host == host\n',
  'snippets/log in.yaml': 'params: { user: eve }\nsteps:\n  - get: /x?u=${user}\n',
  'tests/b.yaml':
    'steps:\n  - call: { snippet: log in, with: { user: bob } }\n  - read: { path: data/a.json, var: rows }\n',
  'files/data/a.json': '[]',
}

describe('the list of variables', () => {
  test('has every definition, lowest first, the one that wins, and how often a variable is read', async () => {
    const studio = await openStudio({ files: project })
    const { variables } = await studio.call('listVariables', { environment: 'local' })
    expect(variables).toEqual([
      {
        name: 'host',
        definitions: [
          { path: 'vault.yaml', place: 'vault', secret: false, set: true, value: 'http://shop' },
          {
            path: 'environments/local.yaml',
            place: 'environment local',
            environment: 'local',
            secret: false,
            set: true,
            value: 'http://127.0.0.1',
          },
          expect.objectContaining({ path: 'environments/staging.yaml', value: 'http://staging' }),
        ],
        wins: 'environment local',
        uses: 3,
      },
      {
        name: 'key',
        definitions: [
          {
            path: 'environments/local.yaml',
            place: 'environment local',
            environment: 'local',
            secret: true,
            set: false,
          },
        ],
        wins: 'environment local',
        uses: 0,
      },
      expect.objectContaining({ name: 'password', wins: 'environment local', uses: 1 }),
      expect.objectContaining({ name: 'user', wins: 'vault' }),
    ])
  })

  test('without an environment has none win that only an environment defines', async () => {
    const studio = await openStudio({ files: project })
    const { variables } = await studio.call('listVariables', {})
    expect(variables.find(({ name }) => name === 'key')?.wins).toBeUndefined()
    expect(variables.find(({ name }) => name === 'host')?.wins).toBe('vault')
  })
})

describe('a secret', () => {
  test('is kept in a file that only its owner can read, and only whether it is set can be asked', async () => {
    const studio = await openStudio({ files: project })
    await studio.call('setSecret', { body: { name: 'password', value: 'correct horse' } })
    await studio.call('setSecret', { body: { name: 'key', environment: 'local', value: 'battery' } })
    expect(statSync(join(studio.folder, '.merlon/secrets.yaml')).mode & 0o777).toBe(0o600)
    expect(read(studio, '.merlon/.gitignore')).toBe('*\n')
    const { variables } = await studio.call('listVariables', {})
    const sets = variables.flatMap(({ name, definitions }) =>
      definitions.flatMap(({ secret, set, place }) => (secret ? [`${name} ${place} ${set}`] : [])),
    )
    // The value for all environments also serves the one that lists the name.
    expect(sets).toEqual(['key environment local true', 'password vault true', 'password environment local true'])
    await studio.call('removeSecret', { name: 'password' })
    await studio.call('removeSecret', { name: 'never there' })
    expect(read(studio, '.merlon/secrets.yaml')).not.toContain('horse')
  })

  test.each([
    [{ name: 'a b', value: 'abcd' }],
    [{ name: '__proto__: x', value: 'abcd' }],
    [{ name: 'environments', value: 'abcd' }],
    [{ name: 'key', environment: 'nowhere', value: 'abcd' }],
    [{ name: 'key', environment: '../x', value: 'abcd' }],
  ])('is refused as %j', async (body) => {
    const studio = await openStudio({ files: project })
    expect(await studio.problem('setSecret', { body })).toMatchObject({ status: 422 })
    expect(existsSync(join(studio.folder, '.merlon/secrets.yaml'))).toBe(false)
  })

  test('never comes back in any answer, whatever it is and however it is asked for', async () => {
    const studio = await openStudio({
      files: {
        ...project,
        'vault.yaml': 'secrets: [password]\nbasic: "Basic ${password}"\ncut: "${\'x\'.repeat(1990)}${password}"\n',
        'tests/a.yaml':
          'globals: { twice: "${password}${password}" }\nsteps:\n  - set: { var: mine, value: "${password}" }\n  - comment: "${mine} ${twice} ${basic}"\n  - assert: mine == 1\n',
      },
    })
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' }), async (random) => {
        const value = `Zq${random.trim()}qZ7`
        await studio.call('setSecret', { body: { name: 'password', value } })
        const path = 'tests/a.yaml'
        const { run } = await studio.call('startRun', { body: { tests: [path] } })
        await (await studio.send('runEvents', { run })).text()
        const answers = await Promise.all([
          studio.send('listVariables', { environment: 'local' }),
          studio.send('scopeAt', { body: { path } }),
          studio.send('scopeAt', { body: { path, environments: ['local'], place: ['steps', 0] } }),
          studio.send('check', { body: { path } }),
          studio.send('check', { body: { path: 'vault.yaml' } }),
          studio.send('listTests', {}),
          studio.send('listFiles', {}),
          studio.send('listUses', { kind: 'variable', name: 'password' }),
          studio.send('rename', { body: { kind: 'variable', name: 'password', to: 'pass_phrase' } }),
          studio.send('readFile', { path: '.merlon/secrets.yaml' }),
          studio.send('readContent', { path: '.merlon/secrets.yaml' }),
          studio.send('getProject', {}),
          studio.send('listRuns', {}),
          studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson' } }),
          studio.send('runReport', { run, format: 'json' }),
        ])
        for (const answer of answers) {
          const text = await answer.text()
          expect(text).not.toContain(value)
          expect(text).not.toContain(JSON.stringify(value).slice(1, -1))
          expect(text).not.toContain(value.slice(0, 9))
        }
      }),
      { numRuns: 25 },
    )
  })

  test('that cannot be read is said to be so, and the rest still works', async () => {
    const studio = await openStudio({ files: { ...project, '.merlon/secrets.yaml': 'password: [\n' } })
    const { variables } = await studio.call('listVariables', {})
    expect(variables.find(({ name }) => name === 'password')?.definitions[0]).toMatchObject({ set: false })
    expect(await studio.problem('setSecret', { body: { name: 'password', value: 'abcd' } })).toMatchObject({
      status: 422,
    })
    const { diagnostics } = await studio.call('check', { body: { path: 'tests/a.yaml' } })
    expect(diagnostics.map(({ code }) => code)).toContain('secrets-file')
  })
})

describe('uses', () => {
  test('of a variable are its reads and its definitions, not words that look like it', async () => {
    const studio = await openStudio({ files: project })
    const { uses } = await studio.call('listUses', { kind: 'variable', name: 'host' })
    expect(uses.map(({ path, line, column, access }) => `${path}:${line}:${column} ${access}`)).toEqual([
      'merlon.yaml:3:14 read',
      'vault.yaml:2:1 write',
      'environments/local.yaml:1:1 write',
      'environments/staging.yaml:1:1 write',
      'tests/a.yaml:2:21 read',
      'tests/a.yaml:3:29 read',
    ])
    expect(uses[0]?.text).toBe('baseUrl: ${host}/api   # joined')
  })

  test('of a snippet and of a file are the steps that name them', async () => {
    const studio = await openStudio({ files: project })
    expect((await studio.call('listUses', { kind: 'snippet', name: 'log in' })).uses).toMatchObject([
      { path: 'tests/b.yaml', line: 2 },
    ])
    for (const name of ['data/a.json', 'files/data/a.json'])
      expect((await studio.call('listUses', { kind: 'file', name })).uses).toMatchObject([
        { path: 'tests/b.yaml', line: 3 },
      ])
  })

  test('of a variable are found in tests of older formats', async () => {
    const unit = '<unit><sequence><set var="a" value="${user}"/></sequence></unit>'
    const studio = await openStudio({
      files: { ...project, 'tests/old/unit.xml': unit, 'tests/old/input.xml': '<sets/>' },
    })
    const { uses } = await studio.call('listUses', { kind: 'variable', name: 'user' })
    expect(uses).toContainEqual(expect.objectContaining({ path: 'tests/old/unit.xml', access: 'read' }))
  })
})

describe('renaming', () => {
  test('a variable changes its name everywhere and no other byte', async () => {
    const studio = await openStudio({ files: project })
    const body = { kind: 'variable' as const, name: 'host', to: 'shop_host' }
    const shown = await studio.call('rename', { body })
    expect(shown.written).toBe(false)
    expect(read(studio, 'vault.yaml')).toBe(project['vault.yaml'])
    const { files, written } = await studio.call('rename', { body: { ...body, apply: true } })
    expect(written).toBe(true)
    expect(files).toEqual(shown.files)
    expect(Object.fromEntries(files.map(({ path, text }) => [path, text]))).toEqual({
      'merlon.yaml': 'name: Shop\nconfig:\n  baseUrl: ${shop_host}/api   # joined\n',
      'vault.yaml': '# shared\nshop_host: http://shop # where it is\nuser: ann\nsecrets: [password]\n',
      'environments/local.yaml': 'shop_host: http://127.0.0.1\nsecrets: [password, key]\n',
      'environments/staging.yaml': 'shop_host: http://staging\n',
      'tests/a.yaml':
        'steps:\n  - post: { url: "${shop_host}/login", json: { user: "${user}", password: \'${password}\' } } # ${host}\n  - assert: payload.host == shop_host\n',
    })
    for (const { path, text } of files) expect(read(studio, path)).toBe(text)
  })

  test('there and back gives every file as it was', async () => {
    const studio = await openStudio({ files: project })
    for (const name of ['host', 'user', 'password', 'rows']) {
      const kind = 'variable'
      await studio.call('rename', { body: { kind, name, to: `${name}_2`, apply: true } })
      await studio.call('rename', { body: { kind, name: `${name}_2`, to: name, apply: true } })
    }
    for (const kind of ['snippet', 'file'] as const) {
      const name = kind === 'snippet' ? 'log in' : 'data/a.json'
      await studio.call('rename', { body: { kind, name, to: 'other', apply: true } })
      await studio.call('rename', { body: { kind, name: 'other', to: name, apply: true } })
    }
    for (const [path, text] of Object.entries(project)) expect(read(studio, path), path).toBe(text)
  })

  test("a snippet's parameter is renamed where it is given, too", async () => {
    const studio = await openStudio({ files: project })
    await studio.call('rename', { body: { kind: 'variable', name: 'user', to: 'who', apply: true } })
    expect(read(studio, 'snippets/log in.yaml')).toBe('params: { who: eve }\nsteps:\n  - get: /x?u=${who}\n')
    expect(read(studio, 'tests/b.yaml')).toContain('with: { who: bob }')
    expect(read(studio, 'tests/a.yaml')).toContain('json: { user: "${who}"')
  })

  test('a secret takes its values along, those of environments too', async () => {
    const studio = await openStudio({ files: project })
    await studio.call('setSecret', { body: { name: 'password', value: 'for all' } })
    await studio.call('setSecret', { body: { name: 'password', environment: 'local', value: 'for local' } })
    await studio.call('rename', { body: { kind: 'variable', name: 'password', to: 'pass_phrase', apply: true } })
    expect(read(studio, 'vault.yaml')).toContain('secrets: [pass_phrase]')
    expect(read(studio, '.merlon/secrets.yaml')).toBe(
      'environments:\n  local:\n    pass_phrase: for local\npass_phrase: for all\n',
    )
    const { variables } = await studio.call('listVariables', {})
    expect(variables.find(({ name }) => name === 'pass_phrase')?.definitions).toMatchObject([
      { set: true },
      { set: true },
    ])
  })

  test('a snippet moves its file and changes its callers', async () => {
    const studio = await openStudio({ files: project })
    const { files } = await studio.call('rename', {
      body: { kind: 'snippet', name: 'log in', to: 'sign-in', apply: true },
    })
    expect(files).toMatchObject([
      { path: 'snippets/sign-in.yaml', from: 'snippets/log in.yaml', changes: 0 },
      { path: 'tests/b.yaml', changes: 1 },
    ])
    expect(existsSync(join(studio.folder, 'snippets/log in.yaml'))).toBe(false)
    expect(read(studio, 'snippets/sign-in.yaml')).toBe(project['snippets/log in.yaml'])
    expect(read(studio, 'tests/b.yaml')).toContain('snippet: sign-in,')
    const { diagnostics } = await studio.call('check', { body: { path: 'tests/b.yaml' } })
    expect(diagnostics).toEqual([])
  })

  test('a file below files/ moves, with the steps that read it', async () => {
    const studio = await openStudio({ files: project })
    await studio.call('rename', { body: { kind: 'file', name: 'data/a.json', to: 'rows/b.json', apply: true } })
    expect(read(studio, 'files/rows/b.json')).toBe('[]')
    expect(read(studio, 'tests/b.yaml')).toContain('path: rows/b.json,')
  })

  test.each([
    ['variable', 'host', 'host', 'is its name already'],
    ['variable', 'host', 'user', 'is there already'],
    ['variable', 'host', 'a-b', 'cannot name a variable'],
    ['variable', 'host', '_1', 'cannot name a variable'],
    ['variable', 'host', 'while', 'has a meaning'],
    ['variable', 'host', 'secrets', 'list of secrets'],
    ['variable', 'nobody', 'x', "there is no variable 'nobody'"],
    ['variable', 'payload', 'answer', 'without `var`'],
    ['snippet', 'log in', '../evil', 'cannot be the name'],
    ['snippet', 'log in', '', 'cannot be the name'],
    ['snippet', 'log in', '.hidden', 'cannot be the name'],
    ['snippet', 'log in', 'a: b', 'cannot'],
    ['snippet', 'log in', 'a #b', 'as it is'],
    ['snippet', 'nobody', 'x', "there is no snippet 'nobody'"],
    ['file', 'data/a.json', '../../evil', 'cannot be the name'],
    ['file', 'data/a.json', 'a, b.json', 'as it is'],
    ['file', 'none', 'x', 'there is no files/none'],
  ] as const)('the %s %j to %j is refused in words, and changes nothing', async (kind, name, to, words) => {
    const studio = await openStudio({ files: project })
    const problem = await studio.problem('rename', { body: { kind, name, to, apply: true } })
    expect(problem.status).toBe(422)
    expect(problem.title).toContain(words)
    for (const [path, text] of Object.entries(project)) expect(read(studio, path), path).toBe(text)
  })

  test('what a test of an older format uses is refused, since its file cannot be changed', async () => {
    const unit =
      '<unit><sequence><set var="a" value="${user}"/><call snippet="log in"/><read path="data/a.json" var="x"/></sequence></unit>'
    const studio = await openStudio({
      files: { ...project, 'tests/old/unit.xml': unit, 'tests/old/input.xml': '<sets/>' },
    })
    for (const [kind, name] of [
      ['variable', 'user'],
      ['snippet', 'log in'],
      ['file', 'data/a.json'],
    ] as const)
      expect((await studio.problem('rename', { body: { kind, name, to: 'other' } })).title).toContain('older format')
  })
})

describe('reading variables', () => {
  test('gives names and values and writes nothing', async () => {
    const studio = await openStudio({ files: project })
    const answer = await studio.call('readVariables', { body: { name: 'x.json', text: '{"host":"http://x","n":1}' } })
    expect(answer).toMatchObject({
      kind: 'json',
      variables: [
        { name: 'host', value: 'http://x' },
        { name: 'n', value: 1 },
      ],
    })
    expect(await studio.problem('readVariables', { body: { name: 'x.json', text: '{' } })).toMatchObject({
      status: 422,
    })
    expect(read(studio, 'vault.yaml')).toBe(project['vault.yaml'])
  })
})
