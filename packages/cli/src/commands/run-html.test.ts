import { describe, expect, test } from 'vitest'
import { failing, passing, project } from '../test/cli.ts'

/** The labels of all steps in the page, read as the page itself reads them. */
function labelsIn(page: string): string[] {
  const lines = [...page.matchAll(/<script type="application\/x-ndjson">([\s\S]*?)<\/script>/g)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => line !== '')
  const events = lines.map((line) => JSON.parse(line) as { type: string; record?: { label: string } })
  return events.filter(({ type }) => type === 'step-finished').map(({ record }) => record!.label)
}

describe('a report as a page', () => {
  test('is written beside what the console shows, and again from a run that is kept', async () => {
    const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') })
    const { exit, stdout } = await here.run(['run', '--html', 'out.html'])
    expect(exit).toBe(1)
    expect(stdout).toContain('report: out.html')
    const page = here.read('out.html')
    // Whole pages are not compared by `expect`, which would print them.
    expect(page.slice(0, 15).toLowerCase()).toBe('<!doctype html>')
    expect(page.trimEnd().slice(-7)).toBe('</html>')
    expect(labelsIn(page).length).toBeGreaterThan(1)
    expect((await here.run(['report', '--html', 'again.html'])).exit).toBe(1)
    expect(here.read('again.html') === page).toBe(true)
  })
})
