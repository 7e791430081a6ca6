import { describe, expect, it } from 'vitest'
import { plainValue } from '../tree/node.ts'
import { type Read, read } from './test/reading.ts'

const values = ({ test }: Read): unknown => ({
  globals: test.globals && plainValue(test.globals),
  sets:
    test.inputs?.kind === 'sets' ? test.inputs.sets.map((set) => [set.name.text, plainValue(set.values)]) : undefined,
})

const YAML_INPUT = `- id: global
  children:
    - { id: variable, name: base, value: 'http://shop' }
    - { id: variable, name: zip, value: 007 }
    - { id: variable, name: on, value: true }
    - { id: variable, name: none, value: null }
    - { id: variable, name: void }
- id: sets
  children:
    - id: set
      name: a
      children:
        - { id: variable, name: local_x, value: '\${base}/1' }
    - { id: set, name: a, children: [] }
    - { id: set, name: 'a #2' }
    - { id: set, name: a }
`

const XML_INPUT = `<sets name="main">
  <global>
    <param name="base">http://shop</param>
    <param name="zip">007</param>
    <param name="on">a &amp; b</param>
    <param name="none"/>
    <param name="void" gen="true">
      <![CDATA[<x>]]>
    </param>
  </global>
  <set name="a"><param name="local_x">\${base}/1</param></set>
  <set name="a"/>
  <set name="a #2"></set>
  <set name="a"/>
</sets>`

const ONE = { yaml: '- id: a\n', xml: '<unit><sequence><a/></sequence></unit>' }

describe('inputs', () => {
  it('in YAML are text, with templates as they are and nothing as empty text', async () => {
    const one = await read('yaml', ONE.yaml, YAML_INPUT)
    expect(one.complaints).toEqual([])
    expect(values(one)).toEqual({
      globals: { base: 'http://shop', zip: '007', on: 'true', none: '', void: '' },
      sets: [
        ['a', { local_x: '${base}/1' }],
        ['a #3', {}],
        ['a #2', {}],
        ['a #4', {}],
      ],
    })
  })

  it('in XML are text, with templates as they are and nothing as empty text', async () => {
    const one = await read('xml', ONE.xml, XML_INPUT)
    expect(one.complaints).toEqual([])
    expect(values(one)).toEqual({
      globals: { base: 'http://shop', zip: '007', on: 'a & b', none: '', void: '<x>' },
      sets: [
        ['a', { local_x: '${base}/1' }],
        ['a #3', {}],
        ['a #2', {}],
        ['a #4', {}],
      ],
    })
  })

  it('know the place of each character', async () => {
    for (const [carrier, input] of [
      ['yaml', YAML_INPUT],
      ['xml', XML_INPUT],
    ] as const) {
      const { test } = await read(carrier, ONE[carrier], input)
      if (test.inputs?.kind !== 'sets') throw new Error('there are sets')
      const { key, value } = test.inputs.sets[0]!.values.entries[0]!
      if (value.kind !== 'scalar') throw new Error('a variable is a scalar')
      expect(input.slice(key.locate(0), key.locate(key.text.length))).toBe('local_x')
      expect(input.slice(value.locate(2), value.locate(6))).toBe('base')
    }
  })

  it('are none without an input file, without anything in it, and without sets', async () => {
    const cases = [
      await read('yaml', ONE.yaml),
      await read('yaml', ONE.yaml, ''),
      await read('yaml', ONE.yaml, '- { id: global, children: [] }\n- { id: sets, children: [] }\n'),
      await read('xml', ONE.xml),
      await read('xml', ONE.xml, '<sets><global/></sets>'),
    ]
    for (const one of cases) {
      expect(one.complaints).toEqual([])
      expect(values(one)).toEqual({ globals: undefined, sets: undefined })
    }
  })

  it('of a set with a name alone are one empty set', async () => {
    expect(values(await read('xml', ONE.xml, '<sets><set name="default"/></sets>'))).toEqual({
      globals: undefined,
      sets: [['default', {}]],
    })
    expect(values(await read('xml', ONE.xml, '<sets><set/></sets>'))).toEqual({
      globals: undefined,
      sets: [['default', {}]],
    })
  })

  const wrong: [carrier: 'yaml' | 'xml', input: string, complaints: string[]][] = [
    ['yaml', 'global: {}\n', ['error wrong-type: global: {}']],
    [
      'yaml',
      '- x\n- { id: globl, children: [] }\n- { children: [] }\n',
      ['error wrong-type: x', 'warning out-of-place: globl', 'error missing-field: { children: [] }'],
    ],
    ['yaml', '- id: sets\n  children: { a: 1 }\n', ['error wrong-type: { a: 1 }']],
    ['yaml', '- id: sets\n  children: [{ id: variable, name: a, value: b }]\n', ['warning out-of-place: variable']],
    [
      'yaml',
      '- id: global\n  children: [{ id: variable, value: b }]\n',
      ['error missing-field: { id: variable, value: b }'],
    ],
    ['yaml', '- id: global\n  children: [{ id: variable, name: a, value: [b] }]\n', ['error wrong-type: [b]']],
    [
      'yaml',
      '- id: global\n  children: [{ id: variable, name: a }, { id: variable, name: a, value: b }]\n',
      ['warning duplicate-key: a'],
    ],
    ['xml', '', ['error xml-syntax: ']],
    ['xml', '<unit/>', ['error wrong-root: unit']],
    [
      'xml',
      '<sets><globl/><set name="a"><header/></set></sets>',
      ['warning out-of-place: globl', 'warning out-of-place: header'],
    ],
    [
      'xml',
      '<sets><global>x<param>y</param></global></sets>',
      ['warning out-of-place: x', 'error missing-field: param'],
    ],
    ['xml', '<sets><global><param name="a">y<b/></param></global></sets>', ['warning out-of-place: b']],
    [
      'xml',
      '<sets><global><param name="a">1</param><param name="a">2</param></global></sets>',
      ['warning duplicate-key: "a"'],
    ],
  ]
  for (const [carrier, input, complaints] of wrong) {
    it(`in ${carrier} are reported when they are ${JSON.stringify(input)}`, async () => {
      expect((await read(carrier, ONE[carrier], input)).complaints).toEqual(complaints)
    })
  }
})
