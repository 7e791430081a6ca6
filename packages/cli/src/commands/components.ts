import { catalog } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import { suggest } from '@merlon/language'
import { styles } from '@merlon/reporters'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { componentList, componentPage } from '../reference/component-text.ts'
import { terminalOf } from '../run/terminal.ts'

export default defineCommand({
  name: 'components',
  summary: 'Shows what steps a test can have, and what each takes.',
  usage: '[NAME]',
  details: 'NAME is a component, by its name of today or an older one. Without it, all are listed.',
  flags: { 'no-color': { type: 'boolean', summary: 'No colours; NO_COLOR does the same' } },
  examples: [
    ['merlon components', 'all of them'],
    ['merlon components assert-equals', 'fields and examples of one'],
  ],
  async run([name, ...more], given) {
    if (more.length > 0) throw new UsageError(`one component is shown at a time, but '${more[0]}' was named too`)
    const terminal = terminalOf(process.stdout, { noColor: given['no-color'] })
    const page = { paint: styles(terminal.color), width: terminal.width }
    const { components } = catalogDocument(catalog)
    if (name === undefined) {
      process.stdout.write(componentList(components, page))
      return exit.passed
    }
    const known = catalog.find(name)?.name
    const component = components.find((one) => one.name === known)
    if (!component) {
      const near = suggest(
        name,
        components.flatMap((one) => [one.name, ...one.olderNames]),
      )
      throw new UsageError(
        `there is no component called '${name}'`,
        near ? `did you mean '${near}'?` : '`merlon components` lists them all',
      )
    }
    process.stdout.write(componentPage(component, page))
    return exit.passed
  },
})
