import type { AnyComponent } from '../component.ts'

/** Stands for a component of an older test that does not exist: the test runs, and the step fails when it is reached. */
export function unsupported(name: string): AnyComponent {
  return {
    name,
    title: name,
    summary: 'A component that Merlon does not have.',
    category: 'flow',
    kind: 'action',
    fields: {},
    examples: [],
    label: () => name,
    run: () => ({
      status: 'failed',
      message: `there is no component called '${name}'`,
      help: '`merlon components` lists them all',
    }),
  }
}
