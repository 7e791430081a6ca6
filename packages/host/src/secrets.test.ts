import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecretFile, secretReader } from './secrets.ts'
import { folderWith } from './test/folders.ts'

async function reading(text: string, variables: Record<string, string> = {}, environments: string[] = []) {
  const folder = await folderWith({ 'secrets.yaml': text })
  return secretReader(openSecretFile(folder), { environments, variables })
}

const BOTH = 'password: general\nenvironments:\n  staging: { password: of-staging }\n'

test('a secret comes from the variables of the process, else from the file', async () => {
  expect((await reading(BOTH))('password')).toBe('general')
  expect((await reading(BOTH, { MERLON_SECRET_password: 'given' }))('password')).toBe('given')
  expect((await reading('', { MERLON_SECRET_password: 'given' }))('password')).toBe('given')
  expect((await reading(BOTH))('token')).toBeUndefined()
})

test('the value of a selected environment wins, later ones over earlier ones', async () => {
  const text = `${BOTH}  prod-eu:\n    password: of-prod\n`
  expect((await reading(text, {}, ['staging']))('password')).toBe('of-staging')
  expect((await reading(text, {}, ['staging', 'prod-eu']))('password')).toBe('of-prod')
  expect((await reading(text, { MERLON_SECRET_password: 'given' }, ['staging']))('password')).toBe('of-staging')
  expect((await reading(text, { MERLON_SECRET_STAGING_password: 'given' }, ['staging']))('password')).toBe('given')
  expect((await reading(text, { MERLON_SECRET_PROD_EU_password: 'given' }, ['prod-eu']))('password')).toBe('given')
  expect((await reading(text, { MERLON_SECRET_STAGING_password: 'given' }))('password')).toBe('general')
})

test('an environment named by the asker is the one looked at, with the general value behind it', async () => {
  const secret = await reading(BOTH, {}, ['staging', 'other'])
  expect(secret('password', 'staging')).toBe('of-staging')
  expect(secret('password', 'other')).toBe('general')
})

test('an empty variable is no value, as build servers pass secrets that they do not have', async () => {
  expect((await reading(BOTH, { MERLON_SECRET_password: '' }))('password')).toBe('general')
})

test('values are text as written', async () => {
  const secret = await reading('pin: 007\nlong: 12345678901234567890\nno: no\nquoted: "a b"\nnothing:\n')
  expect(['pin', 'long', 'no', 'quoted', 'nothing'].map((name) => secret(name))).toEqual([
    '007',
    '12345678901234567890',
    'no',
    'a b',
    undefined,
  ])
})

test.each([
  ['password: [a', 'line 1 is not YAML'],
  ['a: b\na: hunter2', 'line 2 is not YAML (duplicate-key)'],
  ['- hunter2', 'it must be a map of names and values'],
  ['password: [hunter2]', "the value of 'password' must be text"],
  ['environments: hunter2', "'environments' must be a map of names and values"],
])('a file that cannot be read says where, and shows nothing of it: %s', async (text, message) => {
  const secret = await reading(text, {}, ['staging'])
  const read = () => secret('password')
  expect(read).toThrow(message)
  expect(read).not.toThrow('hunter2')
})

test('a secret that is set is read again, in a file that only its owner can read and git does not see', async () => {
  const folder = join(await folderWith(), '.merlon')
  const file = openSecretFile(folder)
  expect(file.get('password')).toBeUndefined()
  await file.set('password', 'one')
  await file.set('password', 'two', 'staging')
  await file.set('token', '0123')
  expect([file.get('password'), file.get('password', 'staging'), file.get('token')]).toEqual(['one', 'two', '0123'])
  expect(openSecretFile(folder).get('password')).toBe('one')
  expect(statSync(join(folder, 'secrets.yaml')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n')
})

test('setting and removing keep the rest of the file, comments included', async () => {
  const folder = await folderWith({
    'secrets.yaml': '# of the team\npassword: old # change in May\nother: 1\nenvironments:\n',
  })
  const file = openSecretFile(folder)
  await file.set('password', 'new')
  await file.set('password', 'x', 'staging')
  expect(await file.remove('other')).toBe(true)
  expect(await file.remove('other')).toBe(false)
  expect(await file.remove('other', 'staging')).toBe(false)
  expect(await file.remove('other', 'nowhere')).toBe(false)
  expect(readFileSync(join(folder, 'secrets.yaml'), 'utf8')).toBe(
    '# of the team\npassword: new # change in May\nenvironments:\n  staging:\n    password: x\n',
  )
  expect(await file.remove('password', 'staging')).toBe(true)
  expect(await file.remove('password')).toBe(true)
  expect(file.get('password')).toBeUndefined()
})

test('nothing is written over a file that cannot be read', async () => {
  const folder = await folderWith({ 'secrets.yaml': 'password: [a' })
  await expect(openSecretFile(folder).set('token', 'x')).rejects.toThrow('is not YAML')
  expect(readFileSync(join(folder, 'secrets.yaml'), 'utf8')).toBe('password: [a')
})

test('some names are no names', async () => {
  const file = openSecretFile(await folderWith())
  await expect(file.set('', 'x')).rejects.toThrow('the name of the secret is empty')
  await expect(file.set('environments', 'x')).rejects.toThrow("a secret cannot be named 'environments'")
})

test('every value comes back as it was set', async () => {
  const folder = await folderWith()
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      async (name, value) => {
        fc.pre(name !== 'environments')
        const file = openSecretFile(folder)
        await file.set(name, value, 'staging')
        expect(openSecretFile(folder).get(name, 'staging')).toBe(value)
      },
    ),
    { numRuns: 100 },
  )
})
