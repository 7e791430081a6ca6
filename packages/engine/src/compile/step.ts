import {
  type Entry,
  isNothing,
  locationOf,
  type Node,
  type OlderStep,
  type PlainStep,
  readSteps,
  type StepNode,
  suggest,
} from '@merlon/language'
import type { AnyComponent, CheckContext } from '../component.ts'
import type { StepPlan, Steps } from '../plan.ts'
import type { Compiler } from './compiler.ts'
import { type CompiledObject, compileObject } from './object.ts'
import { unsupported } from './unsupported.ts'

export const startOf = (location: ReturnType<typeof locationOf>): StepPlan['location'] => ({
  file: location.file,
  line: location.line,
  column: location.column,
})

const stepsField = (component: AnyComponent): string | undefined =>
  Object.entries(component.fields).find(([, one]) => one.spec.role === 'steps' && one.required)?.[0]

const primaryField = (component: AnyComponent): string | undefined =>
  Object.entries(component.fields).find(([, one]) => one.primary)?.[0]

function compileComponentInput(
  node: Node | undefined,
  component: AnyComponent,
  step: PlainStep,
  compiler: Compiler,
): CompiledObject {
  const rules = {
    fields: component.fields,
    what: component.name,
    owner: step.component.span,
    oneOf: component.oneOf ?? [],
    atMostOneOf: component.atMostOneOf ?? [],
  }
  if (!node || isNothing(node)) return compileObject([], rules, compiler)
  if (node.kind === 'map') return compileObject(node.entries, rules, compiler)
  const name = node.kind === 'list' ? (stepsField(component) ?? primaryField(component)) : primaryField(component)
  if (name === undefined) {
    const fields = Object.keys(component.fields).slice(0, 4).join(', ')
    compiler.reading.complain('wrong-type', `'${component.name}' takes its fields as a map`, node.span, {
      help: `its fields are ${fields}; see \`merlon components ${component.name}\``,
    })
    return { input: {}, nodes: new Map() }
  }
  return compileObject([{ key: { ...step.component, text: name, value: name }, value: node }], rules, compiler)
}

/** Lets the component say what only it can find wrong. */
function checkInput(component: AnyComponent, compiled: CompiledObject, step: StepNode, compiler: Compiler): void {
  const check: CheckContext = {
    snippet(name, field) {
      compiler.mentions.snippets.set(name, compiled.nodes.get(field)?.span ?? step.component.span)
    },
    later(field, look) {
      const node = compiled.nodes.get(field)
      compiler.mentions.looks.push({ node, span: step.component.span, look, warning: compiler.lenient })
    },
    complain(message, { field, help, code = 'bad-value', warning }) {
      const node = field === undefined ? undefined : compiled.nodes.get(field)
      compiler.reading.complain(code, message, node?.span ?? step.component.span, {
        help,
        ...(warning ? { warning } : {}),
      })
    },
  }
  component.check?.(compiled.input as never, check)
}

function plan(step: StepNode, component: AnyComponent, compiler: Compiler, compile: () => CompiledObject): StepPlan {
  const before = compiler.reading.diagnostics.length
  const { result: compiled, reads } = compiler.readsOf(compile)
  const sound = !compiler.reading.diagnostics.slice(before).some((one) => one.severity === 'error')
  if (sound) checkInput(component, compiled, step, compiler)
  // Both take the input that this component's own fields compiled to.
  const input = compiled.input as never
  const named = Object.entries(component.fields).flatMap(([name, one]) =>
    one.writes && typeof compiled.input[name] === 'string' ? [compiled.input[name]] : [],
  )
  const writes = sound ? [...named, ...(component.writes?.(input) ?? [])] : named
  for (const name of writes) compiler.knownNames.add(name)
  const written = step.component.text
  return {
    component,
    input,
    location: startOf(locationOf(step.component.span)),
    span: step.span,
    fieldNodes: compiled.nodes,
    label: sound ? component.label(input) : component.name,
    writes,
    reads,
    ...(written === component.name ? {} : { alias: written }),
  }
}

function compilePlain(step: PlainStep, compiler: Compiler): StepPlan[] {
  compiler.lenient = false
  const name = step.component.text
  const component = compiler.catalog.find(name)
  if (!component) {
    const near = suggest(
      name,
      compiler.catalog.components.map((one) => one.name),
    )
    compiler.reading.complain('unknown-component', `there is no component called '${name}'`, step.component.span, {
      ...(near ? { label: `did you mean '${near}'?` } : {}),
      help: '`merlon components` lists them all',
    })
    return []
  }
  const compiled = plan(step, component, compiler, () => compileComponentInput(step.input, component, step, compiler))
  return [
    {
      ...compiled,
      ...(step.title ? { title: step.title.text } : {}),
      ...(step.skip ? { skip: step.skip.text || 'skipped' } : {}),
    },
  ]
}

function compileOlder(step: OlderStep, compiler: Compiler): StepPlan[] {
  compiler.lenient = true
  const named = compiler.catalog.find(step.component.text)
  if (!named) {
    compiler.reading.complain(
      'unknown-component',
      `there is no component called '${step.component.text}'`,
      step.component.span,
      { warning: true, help: 'the step fails when it is reached' },
    )
    return [plan(step, unsupported(step.component.text), compiler, () => ({ input: {}, nodes: new Map() }))]
  }
  const reading = named.older?.read?.(step)
  const component = (reading?.component !== undefined && compiler.catalog.find(reading.component)) || named
  const steps = stepsField(component)
  for (const { message, node } of reading?.warnings ?? [])
    compiler.reading.complain('older-spelling', message, node.span, { warning: true })
  const entries: readonly Entry[] = reading?.entries ?? step.fields.entries
  const rules = {
    fields: component.fields,
    what: step.component.text,
    owner: step.component.span,
    lenient: true,
    oneOf: component.oneOf ?? [],
    atMostOneOf: component.atMostOneOf ?? [],
    provided: steps === undefined ? [] : [steps],
  }
  return [
    plan(step, component, compiler, () => {
      const compiled = compileObject(entries, rules, compiler)
      if (steps === undefined || compiled.input[steps] !== undefined) return compiled
      const inner: Steps = { is: 'steps', steps: compiler.readsOf(() => compileSteps(step.children, compiler)).result }
      return { ...compiled, input: { ...compiled.input, [steps]: inner } }
    }),
  ]
}

/** Compiles steps of either spelling, in order; what cannot be compiled is complained about and left out. */
export function compileSteps(steps: readonly StepNode[], compiler: Compiler): StepPlan[] {
  return steps.flatMap((step) => (step.form === 'plain' ? compilePlain(step, compiler) : compileOlder(step, compiler)))
}

/** Compiles the node of a field that holds steps. What the steps inside read is theirs, not the container's. */
export function compileStepList(node: Node, compiler: Compiler, what: string): StepPlan[] {
  return compiler.readsOf(() => compileSteps(readSteps(node, what, compiler.reading), compiler)).result
}
