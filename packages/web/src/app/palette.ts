/** Whether the command palette is open; the palette itself is loaded when it is. */
import { createOpener } from './opener.ts'

export const palette = createOpener()
export const openPalette = palette.open
