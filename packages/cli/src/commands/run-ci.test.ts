import { expect, test } from 'vitest'
import { failing, passing, project } from '../test/cli.ts'

const onGitHub = (here: { path: string }): Record<string, string> => ({
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: here.path,
  GITHUB_STEP_SUMMARY: `${here.path}/summary.md`,
})

test('in GitHub Actions failures are annotated and the job has a summary, without being asked for', async () => {
  const here = project({
    'api/merlon.yaml': 'name: Inner\n',
    'api/tests/a.yaml': failing('A'),
    'summary.md': '# before\n',
  })
  const { exit, stdout } = await here.run(['run'], { env: onGitHub(here), cwd: 'api' })
  expect(exit).toBe(1)
  expect(stdout).toMatch(/^✗ A/m)
  expect(stdout).toMatch(/^::error file=api\/tests\/a\.yaml,line=4,col=13,endColumn=21,title=A \[[^\]]*\]::/m)
  expect(here.read('summary.md')).toMatch(/^# before\n## ❌ Merlon: failed\n/)
})

test('elsewhere, and where a program reads standard output, there is neither', async () => {
  const here = project({ 'tests/a.yaml': failing('A') })
  expect((await here.run(['run'])).stdout).not.toContain('::error')
  const { stdout } = await here.run(['run', '--json', '-'], { env: onGitHub(here) })
  expect(JSON.parse(stdout)).toMatchObject({ status: 'failed' })
})

test('each report that can be a file has a flag of its name', async () => {
  const here = project({ 'tests/a.yaml': passing('A') })
  const flags = ['--ctrf', 'r/ctrf.json', '--tap', 'r/run.tap', '--markdown', 'r/run.md', '--junit', 'r/junit.xml']
  const { exit, stdout } = await here.run(['run', ...flags])
  expect(exit).toBe(0)
  expect(here.names('r')).toEqual(['ctrf.json', 'junit.xml', 'run.md', 'run.tap'])
  expect(JSON.parse(here.read('r/ctrf.json'))).toMatchObject({ results: { summary: { passed: 1 } } })
  expect(here.read('r/run.tap')).toMatch(/^ok 1 - A$/m)
  expect(stdout).toContain('report: r/run.tap')
})
