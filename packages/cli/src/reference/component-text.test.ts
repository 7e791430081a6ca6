import { catalog } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import { styles } from '@merlon/reporters'
import { expect, test } from 'vitest'
import { componentPage } from './component-text.ts'

const { components } = catalogDocument(catalog)

test.each(components.map((one) => [one.name, one] as const))(
  '%s has a page with all its fields and examples',
  (_name, component) => {
    const page = componentPage(component, { paint: styles(false), width: 80 })
    const lines = page.split('\n')
    expect(lines[0]).toMatch(new RegExp(`^${component.name}  `))
    for (const { name, primary } of component.fields) expect(lines).toContain(`  ${name}${primary ? ' ◆' : ''}`)
    for (const { title, yaml } of component.examples) {
      expect(page).toContain(`  ${title} (`)
      for (const line of yaml.trimEnd().split('\n')) expect(lines).toContain(`    ${line}`)
    }
  },
)
