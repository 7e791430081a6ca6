import { expect, test } from 'vitest'
import {
  CodeActionRequest,
  type CompletionItem,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  type Hover,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type TextEdit,
} from 'vscode-languageserver/node'
import { applied, type Caret, editor } from '../lsp/test/editor.ts'
import { folder, project } from '../test/cli.ts'
import { sendJson, serve } from '../test/server.ts'

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label)

const find = (items: readonly CompletionItem[], label: string): CompletionItem => {
  const found = items.find((one) => one.label === label)
  if (!found) throw new Error(`${label} is not among ${labels(items).join(', ')}`)
  return found
}

/** The text with a completion taken, as an editor without carets in what it inserts does. */
function taken({ text }: Caret, item: CompletionItem): string {
  // Asked for without the other kind of edit.
  return applied(text, [item.textEdit as TextEdit, ...(item.additionalTextEdits ?? [])])
}

const textOf = (hover: Hover | null): string =>
  hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''

test('it says what it can do, and ends when it is told to', async () => {
  const { greeting, close } = await editor(project())
  expect(greeting.serverInfo?.name).toBe('merlon')
  expect(greeting.capabilities).toMatchObject({ hoverProvider: true, renameProvider: { prepareProvider: true } })
  expect(await close()).toBe(0)
})

test('mistakes in the open text are those that `merlon check` finds, and go when they are mended', async () => {
  const there = project({ 'tests/a.yaml': 'steps:\n  - stop\n' })
  const { open, change, diagnostics } = await editor(there)
  // Of what stands before the mistake, one sign takes two units of the editor's.
  const text = 'steps:\n  - { title: "🦉", gett: /a }\n  - assert-equals: { expression: a, valu: 1 }\n'
  await open('tests/a.yaml', text)
  const found = await diagnostics('tests/a.yaml', (all) => all.length > 0)
  expect(found.map(({ range, severity, code }) => ({ range, severity, code }))).toContainEqual({
    severity: 1,
    code: 'unknown-component',
    range: { start: { line: 1, character: 19 }, end: { line: 1, character: 23 } },
  })
  expect(found[0]?.message).toContain("did you mean 'get'?")
  expect(found[0]?.message).toContain('`merlon explain unknown-component`')
  there.write({ 'tests/a.yaml': text })
  const { stdout } = await there.run(['check', '--json', 'tests/a.yaml'])
  const checked = (JSON.parse(stdout) as { diagnostics: { code: string; line: number }[] }).diagnostics
  expect(found.map(({ code, range }) => ({ code, line: range.start.line + 1 }))).toEqual(
    checked.map(({ code, line }) => ({ code, line })),
  )
  await change('tests/a.yaml', 'steps:\n  - stop\n')
  expect(await diagnostics('tests/a.yaml', (all) => all.length === 0)).toEqual([])
})

test('a snippet that is open counts as it stands in the editor, and mistakes in files that are closed are told, too', async () => {
  const there = project({ 'snippets/log-in.yaml': '- gett: /\n', 'vault.yaml': 'a: ${b}\nb: ${a}\n' })
  const { open, diagnostics } = await editor(there)
  await open('tests/a.yaml', 'steps:\n  - call: log-in\n')
  expect((await diagnostics('snippets/log-in.yaml', (all) => all.length > 0))[0]?.code).toBe('unknown-component')
  expect((await diagnostics('vault.yaml', (all) => all.length > 0))[0]?.code).toBe('cycle')
  await open('snippets/log-in.yaml', '- stop\n')
  expect(await diagnostics('snippets/log-in.yaml', (all) => all.length === 0)).toEqual([])
})

test('"did you mean" can be taken', async () => {
  const { open, diagnostics, connection } = await editor(project())
  const { textDocument, text } = await open('tests/a.yaml', 'steps:\n  - gett: /a\n')
  const found = await diagnostics('tests/a.yaml', (all) => all.length > 0)
  const actions = await connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range: found[0]!.range,
    context: { diagnostics: [...found] },
  })
  const [action] = actions ?? []
  expect(action?.title).toBe("Write 'get'")
  const changes = action && 'edit' in action ? (action.edit?.changes?.[textDocument.uri] ?? []) : []
  expect(applied(text, changes)).toBe('steps:\n  - get: /a\n')
})

test('components, fields, files, snippets and variables are completed', async () => {
  const there = project({
    'files/rows.csv': 'a\n1\n',
    'snippets/log-in.yaml': 'params: { user: ann }\nsteps: [stop]\n',
    'vault.yaml': 'host: http://shop.test\nsecrets: [password]\n',
  })
  const { open, complete } = await editor(there)
  expect(labels(await complete(await open('tests/a.yaml', 'steps:\n  - asse|\n')))).toContain('assert-equals')
  expect(labels(await complete(await open('tests/b.yaml', 'steps:\n  - get: { url: /a, h| }\n')))).toContain('headers')
  const read = await open('tests/c.yaml', 'steps:\n  - read: ro|\n')
  expect(taken(read, find(await complete(read), 'rows.csv'))).toBe('steps:\n  - read: rows.csv\n')
  expect(labels(await complete(await open('tests/d.yaml', 'steps:\n  - call: |\n')))).toContain('log-in')
  const host = await open('tests/e.yaml', 'steps:\n  - get: ${ho|}/a\n')
  expect(find(await complete(host), 'host').detail).toContain('http://shop.test')
  const password = await open('tests/f.yaml', 'steps:\n  - comment: ${pass|}\n')
  expect(find(await complete(password), 'password').detail).toContain('•••')
})

test('what the last run saw is completed and shown, half-typed texts and emoji before it included', async () => {
  const { url } = await serve((_, response) =>
    sendJson(response, { Token: 'T-1', items: [{ id: 7, 'e mail': 'a@b.test' }] }),
  )
  const text = `steps:\n  - get: ${url}\n  - set: { var: first, value: "\${payload.items[0]}" }\n`
  const there = project({ 'tests/a.yaml': text })
  expect((await there.run(['run'])).exit).toBe(0)
  const { open, complete, connection } = await editor(there)
  const typed = await open('tests/a.yaml', `${text}  - assert: "'🦉' != payload.items[0].|\n`)
  const items = await complete(typed)
  expect(find(items, 'id').detail).toContain('7')
  expect(find(items, 'id').textEdit).toMatchObject({
    range: { start: typed.position, end: typed.position },
  })
  const hover = await connection.sendRequest(
    HoverRequest.type,
    await open('tests/a.yaml', `${text}  - assert: payload.Tok|en == 'x'\n`),
  )
  expect(textOf(hover)).toContain('T-1')
  const first = await complete(await open('tests/a.yaml', `${text}  - assert: first.|\n`))
  expect(labels(first)).toContain('id')
  const status = await complete(await open('tests/a.yaml', `${text}  - assert: payload_response.|\n`))
  expect(find(status, 'status').detail).toContain('200')
  // Ahead of the request there is nothing of it yet.
  const before = await complete(await open('tests/a.yaml', `steps:\n  - comment: \${pay|}\n  - get: ${url}\n`))
  expect(labels(before)).not.toContain('payload')
})

test('an editor that can place the caret is told where, and others get plain text', async () => {
  const marked = 'steps:\n  - assert-equa|\n'
  const plain = await editor(project())
  const item = find(await plain.complete(await plain.open('tests/a.yaml', marked)), 'assert-equals')
  expect(item.insertTextFormat).toBe(1)
  const placing = await editor(project(), {
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  })
  const other = find(await placing.complete(await placing.open('tests/a.yaml', marked)), 'assert-equals')
  expect(other.insertTextFormat).toBe(2)
  expect(other.textEdit?.newText.replace('$0', '')).toBe(item.textEdit?.newText)
})

test('hovering says what a component and a field are', async () => {
  const { open, connection } = await editor(project())
  const component = await connection.sendRequest(
    HoverRequest.type,
    await open('tests/a.yaml', 'steps:\n  - po|st: { url: /a }\n'),
  )
  expect(textOf(component)).toContain('`url`')
  const field = await connection.sendRequest(
    HoverRequest.type,
    await open('tests/b.yaml', 'steps:\n  - post: { time|out: 1 }\n'),
  )
  expect(textOf(field)).toContain('a duration')
})

test('definitions of snippets, files and variables are found', async () => {
  const there = project({
    'files/rows.csv': 'a\n1\n',
    'snippets/log-in.yaml': '- stop\n',
    'vault.yaml': '# 🦉\nhost: x\n',
  })
  const { open, connection, uri } = await editor(there)
  const definition = async (path: string, text: string) =>
    connection.sendRequest(DefinitionRequest.type, await open(path, text))
  expect(await definition('tests/a.yaml', 'steps:\n  - call: log|-in\n')).toMatchObject([
    { uri: uri('snippets/log-in.yaml') },
  ])
  expect(await definition('tests/b.yaml', 'steps:\n  - read: rows|.csv\n')).toMatchObject([
    { uri: uri('files/rows.csv') },
  ])
  expect(await definition('tests/c.yaml', 'steps:\n  - get: ${ho|st}\n')).toMatchObject([
    { uri: uri('vault.yaml'), range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } } },
  ])
  expect(
    await definition(
      'tests/d.yaml',
      'steps:\n  - set: { var: a, value: 1 }\n  - set: { var: a, value: 2 }\n  - assert: |a == 2\n',
    ),
  ).toMatchObject([{ uri: uri('tests/d.yaml'), range: { start: { line: 2, character: 16 } } }])
})

test('a variable of the vault is found and renamed in all files, open or not', async () => {
  const there = project({
    'vault.yaml': 'host: x\n',
    'environments/local.yaml': 'host: y\n',
    'tests/b.yaml': 'steps:\n  - get: ${host}/b\n',
  })
  const { open, connection, uri } = await editor(there)
  const caret = await open('tests/a.yaml', 'steps:\n  - { title: "🦉", get: "${ho|st}/a" }\n')
  const references = await connection.sendRequest(ReferencesRequest.type, {
    ...caret,
    context: { includeDeclaration: true },
  })
  expect(references?.map((one) => one.uri).sort()).toEqual(
    ['environments/local.yaml', 'tests/a.yaml', 'tests/b.yaml', 'vault.yaml'].map(uri),
  )
  expect(await connection.sendRequest(PrepareRenameRequest.type, caret)).toEqual({
    range: { start: { line: 1, character: 27 }, end: { line: 1, character: 31 } },
    placeholder: 'host',
  })
  const edit = await connection.sendRequest(RenameRequest.type, { ...caret, newName: 'shop' })
  const changes = edit?.changes ?? {}
  expect(applied(caret.text, changes[uri('tests/a.yaml')] ?? [])).toContain('get: "${shop}/a"')
  expect(applied(there.read('vault.yaml'), changes[uri('vault.yaml')] ?? [])).toBe('shop: x\n')
  expect(applied(there.read('tests/b.yaml'), changes[uri('tests/b.yaml')] ?? [])).toContain('${shop}/b')
  expect(Object.keys(changes)).toHaveLength(4)
})

test('a variable of a test is renamed there only, with what comes with it; a parameter where it is given', async () => {
  const there = project({
    'tests/b.yaml': 'steps:\n  - get: { url: /b, var: cart }\n',
    'tests/c.yaml': 'steps:\n  - call: { snippet: s, with: { user: ann } }\n',
  })
  const { open, connection, uri } = await editor(there)
  const caret = await open(
    'tests/a.yaml',
    'steps:\n  - get: { url: /a, var: cart }\n  - assert: ca|rt.length == 1 && cart_response.status == 200\n',
  )
  const edit = await connection.sendRequest(RenameRequest.type, { ...caret, newName: 'basket' })
  expect(Object.keys(edit?.changes ?? {})).toEqual([uri('tests/a.yaml')])
  expect(applied(caret.text, edit?.changes?.[uri('tests/a.yaml')] ?? [])).toBe(
    'steps:\n  - get: { url: /a, var: basket }\n  - assert: basket.length == 1 && basket_response.status == 200\n',
  )
  const parameter = await open('snippets/s.yaml', 'params: { us|er: bob }\nsteps:\n  - comment: ${user}\n')
  there.write({ 'snippets/s.yaml': parameter.text })
  const renamed = await connection.sendRequest(RenameRequest.type, { ...parameter, newName: 'who' })
  expect(applied(there.read('tests/c.yaml'), renamed?.changes?.[uri('tests/c.yaml')] ?? [])).toContain('{ who: ann }')
  expect(applied(parameter.text, renamed?.changes?.[uri('snippets/s.yaml')] ?? [])).toContain('${who}')
})

test('a name that cannot be taken, and a secret, are refused with the reason', async () => {
  const there = project({ 'vault.yaml': 'secrets: [password]\n' })
  const { open, connection } = await editor(there)
  const caret = await open('tests/a.yaml', 'steps:\n  - set: { var: a|b, value: 1 }\n  - comment: ${other}\n')
  await expect(connection.sendRequest(RenameRequest.type, { ...caret, newName: 'a b' })).rejects.toThrow('cannot name')
  await expect(connection.sendRequest(RenameRequest.type, { ...caret, newName: 'other' })).rejects.toThrow('other')
  const secret = await open('tests/b.yaml', 'steps:\n  - comment: ${pass|word}\n')
  await expect(connection.sendRequest(RenameRequest.type, { ...secret, newName: 'key' })).rejects.toThrow('secret')
})

test('the outline has the steps in their sections', async () => {
  const { open, connection } = await editor(project())
  const { textDocument } = await open(
    'tests/a.yaml',
    'steps:\n  - get: /a\n  - group:\n      - { title: Two, stop: }\nfinally:\n  - stop\n',
  )
  const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })
  expect(symbols).toMatchObject([
    {
      name: 'steps',
      children: [{ name: 'get /a' }, { name: 'group', children: [{ name: 'Two', detail: 'stop' }] }],
    },
    { name: 'finally', children: [{ name: 'stop' }] },
  ])
})

test('formatting is that of `merlon fmt`, and leaves what is broken alone', async () => {
  const { open, connection } = await editor(project())
  const options = { tabSize: 4, insertSpaces: true }
  const ragged = await open('tests/a.yaml', 'steps:\n- get:   "/🦉" \n')
  const edits = await connection.sendRequest(DocumentFormattingRequest.type, { ...ragged, options })
  expect(applied(ragged.text, edits ?? [])).toBe('steps:\n  - get: "/🦉"\n')
  const broken = await open('tests/b.yaml', 'steps: [\n')
  expect(await connection.sendRequest(DocumentFormattingRequest.type, { ...broken, options })).toEqual([])
})

test('YAML that is nothing of ours is left alone, and a test outside of any project is not', async () => {
  const there = folder({
    'shop/merlon.yaml': 'name: Shop\n',
  })
  const { open, complete, diagnostics, connection } = await editor(there)
  const options = { tabSize: 2, insertSpaces: true }
  for (const path of ['docker-compose.yaml', 'shop/files/data.yaml', 'shop/docker-compose.yaml']) {
    const foreign = await open(path, 'steps:\n- script:   make|\n- gett: x\n')
    expect(await complete(foreign)).toEqual([])
    expect(await connection.sendRequest(DocumentFormattingRequest.type, { ...foreign, options })).toEqual([])
  }
  await open('loose.yaml', 'steps:\n  - get: http://x.test\n  - gett: /a\n')
  expect((await diagnostics('loose.yaml', (all) => all.length > 0)).map(({ code }) => code)).toContain(
    'unknown-component',
  )
})

test('settings share their `config` with tests, and nothing else', async () => {
  const { open, complete } = await editor(project())
  expect(labels(await complete(await open('merlon.yaml', 'name: x\n|\n')))).toEqual([])
  expect(labels(await complete(await open('merlon.yaml', 'name: x\nconfig:\n  base|\n')))).toContain('baseUrl')
})

test('an environment that was asked for gives its values', async () => {
  const there = project({ 'vault.yaml': 'host: a.test\n', 'environments/two.yaml': 'host: b.test\n' })
  const { open, complete } = await editor(there, { args: ['-e', 'two'] })
  const caret = await open('tests/a.yaml', 'steps:\n  - get: ${ho|}\n')
  expect(find(await complete(caret), 'host').detail).toContain('b.test')
})

test('whatever is typed, each request gets an answer', async () => {
  const there = project()
  const { open, complete, connection, close } = await editor(there)
  const texts = [
    '|',
    'steps|',
    'steps:\n  - |',
    'a: [|',
    '"|',
    'steps:\n  - get: { url: "${|',
    '\u0000|',
    '- - - ? : |',
    `${'{'.repeat(5_000)}|`,
  ]
  for (const [at, text] of texts.entries()) {
    const caret = await open(`tests/${at}.yaml`, text)
    expect(Array.isArray(await complete(caret))).toBe(true)
    await connection.sendRequest(HoverRequest.type, caret)
    await connection.sendRequest(DocumentSymbolRequest.type, caret)
    await connection.sendRequest(DefinitionRequest.type, caret)
  }
  expect(await close()).toBe(0)
})

test('it ends when the editor is gone', async () => {
  const there = project()
  const { connection, ended } = await editor(there)
  connection.end()
  expect(await ended).toBe(1)
})
