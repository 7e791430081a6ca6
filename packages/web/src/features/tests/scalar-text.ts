import { printYaml } from '@merlon/language'

/** A text as one YAML scalar on one line, quoted where it has to be. */
export const scalarText = (text: string): string => printYaml(text.replace(/\s+/g, ' ').trim()).trim()

/** A name as the name of a file: `A cart needs a token` → `a-cart-needs-a-token`. */
export const fileName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'test'
