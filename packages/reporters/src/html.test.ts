import type { RunEvent } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import html from './html.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, type Test, written } from './test/build.ts'

const HEAD = '<!doctype html>\n<p id="root"></p>\n'
const TAIL = '\n<p>end</p>\n'
const asset = (): string => `${HEAD}<!--events-->${TAIL}`

const page = (events: readonly RunEvent[]): string => written(html, events, { asset })

const BLOCK = /<script type="application\/x-ndjson">\n([\s\S]*?)<\/script>\n/g

/** What stands between the tags that the reporter writes. */
const blocksOf = (text: string): string[] => [...text.matchAll(BLOCK)].map(([, inside]) => inside!)

const eventsOf = (text: string): RunEvent[] =>
  blocksOf(text)
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent)

const body = { hash: 'b1', mime: 'text/html', size: 1, text: '<!-- <script> </script> -->' }
const tests: Test[] = [{ name: 'A', sets: [{ name: 'one', steps: [{}], bodies: [body] }, { name: 'two' }] }]

describe('the HTML report', () => {
  test('is the template with the events of the run in their place, as they were', () => {
    const text = page(recorded(tests))
    expect(text.startsWith(HEAD)).toBe(true)
    expect(text.endsWith(TAIL)).toBe(true)
    expect(eventsOf(text)).toEqual(recorded(tests))
  })

  test('holds nothing outside its own tags that means anything to HTML or to a script, whatever a run says', () => {
    fc.assert(
      fc.property(anyTests, (all) => {
        const events = recorded(all)
        const text = page(events)
        const inside = text.slice(HEAD.length, -TAIL.length)
        expect(inside.replace(BLOCK, '')).toBe('')
        for (const block of blocksOf(text)) expect(block).not.toMatch(/[<>&\u2028\u2029]/)
        expect(eventsOf(text)).toEqual(JSON.parse(JSON.stringify(events)))
      }),
    )
  })

  test.for(['</script><script>alert(1)</script>', '<!--<script>', ']]>', '&lt;', '\u2028\u2029', '\ud800', '\0'])(
    'lets %j neither end a block nor become another text',
    (hostile) => {
      const text = page(
        recorded([
          { name: hostile, file: hostile, tags: [hostile], sets: [{ name: hostile, steps: [{ label: hostile }] }] },
        ]),
      )
      expect(blocksOf(text)).toHaveLength(1)
      expect(eventsOf(text)[1]).toMatchObject({ name: hostile, file: hostile, tags: [hostile] })
    },
  )

  test('says a body once, also where several workers sent it', () => {
    const again = { ...tests[0]!, name: 'B' }
    const bodies = eventsOf(page(recorded([...tests, again]))).filter(({ type }) => type === 'body')
    expect(bodies).toHaveLength(1)
  })

  test('of a run that breaks off is a whole page with what had happened', () => {
    const events = recorded(tests).slice(0, 4)
    const text = page(events)
    expect(text.endsWith(TAIL)).toBe(true)
    expect(eventsOf(text)).toEqual(events)
  })

  test('keeps its blocks short', () => {
    const long = 'x'.repeat(400_000)
    const text = page(recorded([{ sets: [{ steps: Array.from({ length: 9 }, () => ({ label: long })) }] }]))
    expect(blocksOf(text).length).toBeGreaterThan(2)
    for (const block of blocksOf(text)) expect(block.length).toBeLessThan(1_500_000)
    expect(eventsOf(text).filter(({ type }) => type === 'step-finished')).toHaveLength(9)
  })

  test('writes while the run goes on', () => {
    const pieces: string[] = []
    const events = recorded([{ sets: [{ steps: [{ label: 'x'.repeat(200_000) }, {}] }] }])
    const open = html.open({
      write: (text) => void pieces.push(text),
      color: false,
      width: 100,
      verbosity: 'normal',
      pathPrefix: '',
      spool: () => {
        throw new Error('it needs no second file')
      },
      asset,
    })
    for (const event of events.slice(0, 4)) open.event?.(event)
    expect(pieces.join('').length).toBeGreaterThan(200_000)
  })

  test.for(['no place', '<!--events--> and <!--events-->'])('refuses the template %j', (template) => {
    expect(() => written(html, [], { asset: () => template })).toThrow(/has to hold '<!--events-->' once/)
  })
})
