/** Which files git says have changed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { UsageError } from '../command.ts'

function git(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (error) throw new UsageError(`git cannot be run: ${error.message}`, '--only-changed asks git what has changed')
  if (status === 0) return stdout
  throw new UsageError(
    `git does not say what has changed: ${stderr.trim().split('\n')[0] ?? ''}`,
    'name a commit or branch that is here, as in --only-changed=origin/main; in CI, check out the whole history (fetch-depth: 0)',
  )
}

const lines = (text: string): string[] => text.split('\0').filter((line) => line !== '')

/**
 * Absolute paths of files that differ from the commit that `ref` and the work tree have in common, new ones included; with
 * the default, those that are not committed. Throws a UsageError where git cannot say.
 */
export function changedFiles(ref: string, cwd: string): Set<string> {
  const root = git(['rev-parse', '--show-toplevel'], cwd).trim()
  const base = ref === 'HEAD' ? ref : git(['merge-base', ref, 'HEAD'], cwd).trim()
  const differing = lines(git(['diff', '--name-only', '--no-renames', '-z', base, '--'], root))
  const untracked = lines(git(['ls-files', '--others', '--exclude-standard', '-z'], root))
  return new Set([...differing, ...untracked].map((path) => join(root, path)))
}
