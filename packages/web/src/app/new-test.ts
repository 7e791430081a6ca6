/** The dialog for a new test, opened from anywhere. */
import { createOpener } from './opener.ts'

const opener = createOpener()
export const openNewTest = opener.open
export const closeNewTest = opener.close
export const useNewTestOpen = opener.useOpen
