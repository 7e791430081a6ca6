import { StepFault } from '@merlon/engine'

/** Runs `read`; a fault of something inside `field` becomes one of the field. */
export function ofField<T>(field: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StepFault)) throw error
    throw new StepFault(error.message, { help: error.help, field, part: error.part })
  }
}
