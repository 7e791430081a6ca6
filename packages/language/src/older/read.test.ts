import { describe, expect, it } from 'vitest'
import { plainValue } from '../tree/node.ts'
import type { OlderStep } from '../tree/test.ts'
import { type Read, read } from './test/reading.ts'

function outline({ component, fields, children, text }: OlderStep): unknown {
  return [component.text, plainValue(fields), ...(text ? [text.text] : []), ...children.map(outline)]
}

const steps = ({ test }: Read): unknown => test.steps.map((step) => outline(step as OlderStep))
const YAML_UNIT = `assertions:
  - id: get
    children:
      - id: header
        name: Accept
        value: "*/*"
    url: \${base}/v1
    expect: { codes: [200, 404] }
  - id: assert-equals
    expression: item.id
    value: 007
    strict: true
configs: []
`

const XML_UNIT = `<unit name="main" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="unit.xsd">
  <requirements/>
  <configs/>
  <sequence name="main">
    <post url="\${base}/v1" params="[:]" gen="jag">
      <header name="Accept" value="*/*"/>
      <postBody contentType="application/json"><![CDATA[{"a": "\${b}"}]]></postBody>
    </post>
    <each expression="items.findAll { it &gt; 1 }">
      <comment>
        <![CDATA[one]]>
      </comment>
    </each>
  </sequence>
</unit>`

describe('the steps of the list form', () => {
  it('keep their order, fields and children, whatever the order of their keys', async () => {
    const read1 = await read('yaml', YAML_UNIT)
    expect(read1.complaints).toEqual([])
    expect(steps(read1)).toEqual([
      ['get', { url: '${base}/v1', expect: { codes: [200, 404] } }, ['header', { name: 'Accept', value: '*/*' }]],
      ['assert-equals', { expression: 'item.id', value: 7, strict: true }],
    ])
    const value = (read1.test.steps[1] as OlderStep).fields.entries[1]!.value
    expect(value).toMatchObject({ text: '007' })
    expect(read1.test).toMatchObject({
      name: 'shop',
      dialect: 'javascript',
      file: { path: 'unit.yaml' },
      before: [],
      finally: [],
    })
  })

  it('may stand without `assertions`', async () => {
    const read1 = await read('yaml', '- id: flow\n  command: stop\n')
    expect(read1.complaints).toEqual([])
    expect(steps(read1)).toEqual([['flow', { command: 'stop' }]])
  })

  it('are reported where they cannot be read', async () => {
    const cases: [unit: string, complaints: string[]][] = [
      ['- id: get\n- stop\n', ['error wrong-type: stop']],
      ['- url: x\n', ['error no-component: url: x']],
      ['assertions: x\n', ['error wrong-type: x']],
      ['steps:\n  - get: /x\n', ['warning unknown-section: steps', 'error empty-test: steps:']],
      ['assertions: []\n', ['warning empty-test: ']],
      ['', ['error empty-test: ']],
      ['hello\n', ['error wrong-type: hello']],
      ['- id: a\n  x: "\n', ['error yaml-syntax: "']],
      ['- id: a\n  children: 1\n', ['error wrong-type: 1']],
    ]
    for (const [unit, complaints] of cases) expect((await read('yaml', unit)).complaints, unit).toEqual(complaints)
  })
})

describe('the steps of the XML form', () => {
  it('have attributes as fields, elements as children, and their text', async () => {
    const read1 = await read('xml', XML_UNIT)
    expect(read1.complaints).toEqual([])
    expect(steps(read1)).toEqual([
      [
        'post',
        { url: '${base}/v1', params: '[:]' },
        ['header', { name: 'Accept', value: '*/*' }],
        ['postBody', { contentType: 'application/json' }, '{"a": "${b}"}'],
      ],
      ['each', { expression: 'items.findAll { it > 1 }' }, ['comment', {}, 'one']],
    ])
    expect(read1.test).toMatchObject({ name: 'shop', dialect: 'groovy', file: { path: 'unit.xml' } })
  })

  it('know where they stand', async () => {
    const [post, each] = (await read('xml', XML_UNIT)).test.steps as [OlderStep, OlderStep]
    const { text } = post.children[1]!
    expect(XML_UNIT.slice(text!.span.start, text!.span.end)).toBe('{"a": "${b}"}')
    expect(XML_UNIT.slice(each.span.start, each.span.start + 5)).toBe('<each')
    expect(XML_UNIT.slice(each.span.end - 7, each.span.end)).toBe('</each>')
    const expression = each.fields.entries[0]!.value
    if (expression.kind !== 'scalar') throw new Error('an attribute is a scalar')
    expect(XML_UNIT.slice(expression.locate(expression.text.indexOf('>'))).startsWith('&gt; 1 }')).toBe(true)
    expect(XML_UNIT.slice(expression.locate(expression.text.indexOf('1'))).startsWith('1 }')).toBe(true)
  })

  it('are reported where they cannot be read', async () => {
    const cases: [unit: string, complaints: string[]][] = [
      ['<unit/>', ['error empty-test: unit']],
      ['<unit><sequence/></unit>', ['warning empty-test: ']],
      ['<sets/>', ['error wrong-root: sets']],
      ['<unit><sequence><a/></unit>', ['error xml-syntax: </unit>']],
      ['<unit><extra/><sequence><a/></sequence></unit>', ['warning out-of-place: extra']],
      ['<unit>x<sequence><a/></sequence></unit>', ['warning out-of-place: x']],
      ['<unit><sequence>hello<a/></sequence></unit>', ['warning out-of-place: hello']],
    ]
    for (const [unit, complaints] of cases) {
      const one = await read('xml', unit)
      expect(
        one.complaints.map((complaint) => complaint.replace(/: <unit>.*/, ': ')),
        unit,
      ).toEqual(complaints)
    }
  })
})

type Setting = [name: string, value: string]
const both = {
  yaml: (configs: Setting[]) =>
    `assertions: [{ id: a }]\nconfigs:\n${configs.map(([name, value]) => `  - { name: ${name}, value: '${value}' }\n`).join('')}`,
  xml: (configs: Setting[]) =>
    `<unit><configs>\n${configs.map(([name, value]) => `<config name="${name}" value="${value}"/>\n`).join('')}</configs><sequence><a/></sequence></unit>`,
}

describe.each(['yaml', 'xml'] as const)('the settings of a unit in %s', (carrier) => {
  it("get today's names and types", async () => {
    const settings: Setting[] = [
      ['timeout', '20'],
      ['follow_redirects', 'false'],
      ['max_failures', '3'],
      ['max_iterations', '500'],
      ['seed', '12'],
      ['step_budget', '9'],
    ]
    const one = await read(carrier, both[carrier](settings))
    expect(one.complaints).toEqual([])
    expect(plainValue(one.test.config!)).toEqual({
      requestTimeout: 20,
      followRedirects: false,
      maxFailures: 3,
      maxIterations: 500,
      seed: 12,
    })
  })

  it('choose the language of expressions', async () => {
    expect((await read(carrier, both[carrier]([['language', 'js']]))).test).toMatchObject({ dialect: 'javascript' })
    expect((await read(carrier, both[carrier]([['language', 'groovy']]))).test).toMatchObject({ dialect: 'groovy' })
    const wrong = await read(carrier, both[carrier]([['language', 'python']]))
    expect(wrong.complaints).toEqual([`error unknown-choice: ${carrier === 'yaml' ? "'python'" : '"python"'}`])
  })

  it('warn where they have no effect', async () => {
    const one = await read(
      carrier,
      both[carrier]([
        ['footprint', '/x'],
        ['tiemout', '1'],
        ['constructor', '1'],
      ]),
    )
    const quote = carrier === 'yaml' ? '' : '"'
    expect(one.complaints).toEqual([
      `warning ignored-config: ${quote}footprint${quote}`,
      `warning ignored-config: ${quote}tiemout${quote}`,
      `warning ignored-config: ${quote}constructor${quote}`,
    ])
    expect(one.test.config).toBeUndefined()
  })
})

describe('settings without a name or a value', () => {
  it('are reported', async () => {
    const xml =
      '<unit><configs><config value="1"/><config name="seed"/><other/></configs><sequence><a/></sequence></unit>'
    expect((await read('xml', xml)).complaints).toEqual([
      'warning out-of-place: other',
      'error missing-field: config',
      'warning ignored-config: "seed"',
    ])
    const yaml = 'assertions: [{ id: a }]\nconfigs: [{ value: 1 }, { name: seed }, x]\n'
    expect((await read('yaml', yaml)).complaints).toEqual([
      'error wrong-type: x',
      'error missing-field: { value: 1 }',
      'warning ignored-config: seed',
    ])
  })
})
