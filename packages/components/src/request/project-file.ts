import { StepFault } from '@merlon/engine'

/** Reads from the project's files on behalf of a field. */
export async function fromFile<T>(field: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw new StepFault(error instanceof Error ? error.message : String(error), { field })
  }
}
