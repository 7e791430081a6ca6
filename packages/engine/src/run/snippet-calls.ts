import { StepFault } from '../faults.ts'

const DEEPEST = 10

/** Runs a snippet inside those that are running already. Throws a StepFault when they call each other in a circle, or too deep. */
export async function insideSnippet<T>(running: string[], name: string, run: () => Promise<T>): Promise<T> {
  if (running.includes(name))
    throw new StepFault(`the snippet '${name}' calls itself: ${[...running, name].join(' → ')}`)
  if (running.length >= DEEPEST)
    throw new StepFault(`snippets call each other more than ${DEEPEST} deep: ${running.join(' → ')}`)
  running.push(name)
  try {
    return await run()
  } finally {
    running.pop()
  }
}
