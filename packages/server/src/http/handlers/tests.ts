import { checkFile } from '../../check/check.ts'
import { listedTests } from '../../check/listing.ts'
import { rewritten } from '../../check/rewrite.ts'
import { visibleVariables } from '../../scope/visible.ts'
import type { Handlers } from '../handler.ts'

export const tests = {
  listTests: async ({ project }) => ({ tests: await listedTests(project) }),
  check: ({ project, body }) => checkFile(project, body),
  rewriteOlder: ({ project, body }) => rewritten(project, body.path),
  scopeAt: async ({ project, body }) => ({ variables: await visibleVariables(project, body) }),
} satisfies Pick<Handlers, 'listTests' | 'check' | 'rewriteOlder' | 'scopeAt'>
