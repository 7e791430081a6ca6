import type { HelperObject } from '@merlon/language'
import { describe, expect, it } from 'vitest'
import auth from './auth.ts'
import d from './d.ts'
import ds from './ds.ts'
import f from './f.ts'
import jsonpath from './jsonpath.ts'
import n from './n.ts'
import wsCrypto from './ws-crypto.ts'
import wsUtil from './ws-util.ts'
import xpath from './xpath.ts'

const helpers: readonly HelperObject[] = [auth, d, ds, f, jsonpath, n, wsCrypto, wsUtil, xpath]
const functions = helpers.flatMap((helper) => [
  ...(helper.call ? [{ full: helper.name, name: helper.name, described: helper.call }] : []),
  ...Object.entries(helper.functions).map(([name, described]) => ({ full: `${helper.name}.${name}`, name, described })),
])

describe('what the generated reference prints', () => {
  it('names each helper object once, with a summary', () => {
    expect(helpers.map((helper) => helper.name)).toEqual([
      'Auth',
      'D',
      'DS',
      'F',
      'jsonpath',
      'N',
      'WSCrypto',
      'WSUtil',
      'xpath',
    ])
    expect(helpers.filter((helper) => helper.summary === '')).toEqual([])
  })

  it.each(functions)('$full has a signature of its own name and a summary of one line without a full stop', (entry) => {
    expect(entry.described.signature).toMatch(/^\w+\(.*\)$/)
    expect(entry.described.signature.split('(')[0]).toBe(entry.name)
    expect(entry.described.summary).toMatch(/^[\w“"][^\n]*[^.\s]$/)
  })

  it.each(functions.filter(({ described }) => described.example !== undefined))(
    '$full is called in its example',
    (entry) => {
      expect(entry.described.example).toContain(`${entry.full}(`)
    },
  )
})
