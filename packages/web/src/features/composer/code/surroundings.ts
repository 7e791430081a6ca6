/** What the editor knows of the project at a place of the text: variables with their values, snippets, files. */
import {
  type KnownVariable,
  type OutlineStep,
  pathKey,
  type ServiceWorld,
  stepAtOffset,
  valueAt,
} from '@merlon/language'
import { ApiError, call } from '../../../api/client.ts'
import { queryClient } from '../../../api/queries.ts'
import { environmentList } from '../../../app/environment.ts'
import type { Composer } from '../composer.ts'
import { fileNames, helpersOf, snippetName, snippetsIn, variablesAt } from '../scope.ts'

interface Known {
  readonly at: string
  readonly variables: Promise<readonly KnownVariable[]>
}

const MOST_SNIPPETS = 100

const listFiles = () =>
  queryClient
    .fetchQuery({ queryKey: ['listFiles', {}], queryFn: () => call('listFiles', {}) })
    .then(({ files }) => files)

async function snippetOf({ path }: { path: string }): Promise<ServiceWorld['snippets'][number]> {
  const { text } = await queryClient.fetchQuery({
    queryKey: ['readFile', { path }],
    queryFn: () => call('readFile', { path }),
  })
  const params = valueAt(text, ['params'])?.value
  const names = Array.isArray(params)
    ? params.map(String)
    : Object.keys(typeof params === 'object' ? (params ?? {}) : {})
  return { name: snippetName(path), params: names }
}

/** What may be absent while the server is away: an editor without it is still an editor. */
async function orElse<T>(asked: Promise<T>, fallback: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return fallback
  }
}

/** The step around an offset, or the last one before it: what it set is known there. */
function stepNear({ session }: Composer, offset: number): OutlineStep | undefined {
  const { outline } = session.current
  for (let at = offset; at >= 0; at = session.current.text.lastIndexOf('\n', at - 1)) {
    const step = stepAtOffset(outline, at)
    if (step) return step
    if (at === 0) return undefined
  }
  return undefined
}

/** Asks the server for what is known at places, and keeps the answers for as long as they hold. */
export class Surroundings {
  private readonly known = new Map<string, Known>()
  private last: readonly KnownVariable[] = []

  /** The world at an offset. Texts change faster than answers come: what was known a moment ago serves meanwhile. */
  async at(composer: Composer, offset: number): Promise<ServiceWorld> {
    const [variables, files] = await Promise.all([this.variablesAt(composer, offset), orElse(listFiles(), [])])
    const snippets = snippetsIn(files).slice(0, MOST_SNIPPETS)
    return {
      variables,
      helpers: helpersOf(composer.language),
      snippets: await orElse(Promise.all(snippets.map(snippetOf)), []),
      files: fileNames(files),
    }
  }

  private async variablesAt(composer: Composer, offset: number): Promise<readonly KnownVariable[]> {
    const step = stepNear(composer, offset)
    const key = JSON.stringify([step ? pathKey(step.path) : '', composer.environment, composer.inputSet])
    const at = `${composer.session.current.revision} ${composer.results.latest?.id} ${composer.running}`
    const known = this.known.get(key)
    if (known?.at === at) return known.variables
    const asked = this.ask(composer, step)
    this.known.set(key, { at, variables: asked })
    return known ? known.variables : asked
  }

  private async ask({ session, environment, inputSet }: Composer, step: OutlineStep | undefined) {
    const { path, text } = session.current
    const body = {
      path,
      text,
      environments: environmentList(environment),
      ...(step ? { place: [...step.path] } : {}),
      ...(inputSet === undefined ? {} : { inputSet }),
    }
    const read = await orElse(variablesAt(body), [])
    // A text that is broken for a moment says nothing; what was known before serves better.
    if (read.length > 0) this.last = read
    return this.last
  }
}
