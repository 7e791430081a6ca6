import { shellQuoted } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cronLine, workflowFile } from './schedule.ts'

const run = {
  folder: '/home/ann/my shop',
  path: "tests/cart/it's 100%.yaml",
  name: 'A cart: needs # a token',
  environment: 'local',
  cron: '0 6 * * 1-5',
}

describe('a schedule for something else', () => {
  it('writes a line for cron, which keeps a percent sign', () => {
    expect(cronLine(run)).toBe(
      String.raw`0 6 * * 1-5 cd '/home/ann/my shop' && npx merlon run 'tests/cart/it'\''s 100\%.yaml' -e local`,
    )
  })

  it('leaves the sign of the home folder to the shell', () => {
    expect(cronLine({ ...run, folder: '~/my shop' })).toContain("cd ~/'my shop' && ")
  })

  it('writes a workflow that says the same whatever the test is called', () => {
    const name = fc.stringMatching(/^[ -~é]{1,30}$/).filter((text) => text.trim() !== '' && !text.includes('${{'))
    fc.assert(
      fc.property(name, name, (path, environment) => {
        const file = parse(workflowFile({ ...run, name: path, path, environment }))
        expect(file.name).toBe(path.replace(/\s+/g, ' ').trim())
        expect(file.on.schedule).toEqual([{ cron: run.cron }])
        const line: string = file.jobs['api-test'].steps[3].run
        const test = path.startsWith('-') ? `./${path}` : path
        expect(line).toBe(`npx merlon run ${shellQuoted(test)} -e ${shellQuoted(environment)} --junit report.xml`)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps GitHub from reading an expression into a path', () => {
    const file = parse(workflowFile({ ...run, path: 'tests/${{ secrets.KEY }}.yaml' }))
    expect(file.jobs['api-test'].steps[3].run).toContain("${{ '${{' }} secrets.KEY }}")
  })
})
