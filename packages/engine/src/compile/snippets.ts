/** Snippets: lists of steps kept beside the tests, compiled when a test first mentions one. */

import type { Dialect } from '@merlon/language'
import { entryOf, type Node, type Reading, readSteps, readYaml, suggest } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { ValuePlan } from '../fields.ts'
import type { SnippetPlan, TestPlan } from '../plan.ts'
import type { Project } from '../project/project.ts'
import { compileVariables } from '../project/variables.ts'
import { Compiler } from './compiler.ts'
import type { Mentions } from './mentions.ts'
import { compileSteps } from './step.ts'

const PARTS = ['params', 'returns', 'steps']

interface Source {
  readonly catalog: Catalog
  readonly project: Project
}

function returned(node: Node, compiler: Compiler): ValuePlan {
  // `returns: { token: payload.Token }`: each is an expression.
  const expression = compiler.expression(node, '`returns`')
  if (!expression) return { is: 'constant', value: undefined }
  const part = { expression, at: 0, start: 0, end: expression.source.length }
  return {
    is: 'text',
    node,
    template: {
      source: expression.source,
      constant: undefined,
      single: expression,
      names: expression.names,
      required: expression.required,
      helpers: expression.helpers,
      parts: [part],
    },
  }
}

export interface CompiledSnippet {
  readonly plan: SnippetPlan
  readonly diagnostics: Diagnostic[]
  readonly mentions: Mentions
}

/** Compiles a snippet by name; what is wrong in it comes back with it. */
export function compileSnippet(
  name: string,
  { catalog, project }: Source,
  dialect: Dialect,
  knownNames: ReadonlySet<string>,
): CompiledSnippet | undefined {
  const file = project.snippets.get(name)
  if (!file) return undefined
  const { node, diagnostics } = readYaml(file)
  const compiler = new Compiler({ catalog, dialect, knownNames })
  const reading: Reading = compiler.reading
  reading.diagnostics.push(...diagnostics)
  const map = node?.kind === 'map' ? node : undefined
  for (const { key } of map?.entries ?? []) {
    if (PARTS.includes(key.text) || key.text === 'assertions') continue
    const near = suggest(key.text, PARTS)
    reading.complain('unknown-section', `a snippet has no section '${key.text}'`, key.span, {
      ...(near ? { label: `did you mean '${near}'?` } : {}),
      help: `it takes ${PARTS.join(', ')}, or is a list of steps`,
    })
  }
  const list = map ? (entryOf(map, 'steps') ?? entryOf(map, 'assertions'))?.value : node
  if (!list) reading.complain('empty-test', 'this snippet has no steps', { file, start: 0, end: 0 })
  const params = map && reading.map(entryOf(map, 'params')?.value, '`params`')
  const returns = map && reading.map(entryOf(map, 'returns')?.value, '`returns`')
  const steps = compileSteps(readSteps(list, 'a snippet', reading), compiler)
  const plan: SnippetPlan = {
    name,
    params: params ? compileVariables(params, `default of snippet ${name}`, compiler) : [],
    returns: (returns?.entries ?? []).map(({ key, value }) => ({ name: key.text, plan: returned(value, compiler) })),
    steps,
    helpers: [...compiler.helpers],
  }
  return { plan, diagnostics: reading.diagnostics, mentions: compiler.mentions }
}

/** The look-up that a plan carries. */
export function createSnippets(around: Source, compiler: Compiler): TestPlan['snippet'] {
  const compiled = new Map<string, ReturnType<TestPlan['snippet']>>()
  return (name) => {
    const known = compiled.get(name)
    if (known) return known
    const found = compileSnippet(name, around, compiler.dialect, compiler.knownNames)
    const near = suggest(name, [...around.project.snippets.keys()])
    const wrong = found?.diagnostics.find((one) => one.severity === 'error')
    const result = !found
      ? {
          problem: `there is no snippet '${name}'`,
          help: near ? `did you mean '${near}'?` : 'snippets are the files under `snippets/`',
        }
      : wrong
        ? {
            problem: `the snippet '${name}' has mistakes: ${wrong.message} (line ${wrong.location?.line ?? '?'})`,
            help: '`merlon check` shows them all',
          }
        : found.plan
    compiled.set(name, result)
    return result
  }
}
