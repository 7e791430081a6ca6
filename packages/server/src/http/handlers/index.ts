/** All handlers, by operation. */
import type { Handlers } from '../handler.ts'
import { files } from './files.ts'
import { imports } from './imports.ts'
import { projects } from './projects.ts'
import { runs } from './runs.ts'
import { tests } from './tests.ts'
import { variables } from './variables.ts'

export const handlers: Handlers = { ...projects, ...files, ...tests, ...runs, ...variables, ...imports }
