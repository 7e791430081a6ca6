import { insertSteps, type OutlineStep, shapesOf, transformStep } from '@merlon/language'
import { Select } from '../../ui/field.tsx'
import type { Composer } from '../composer/composer.ts'
import { keptField, newStep, siblingsOf } from '../composer/steps/siblings.ts'

/** What the request is sent with: any component that sends one. What means the same there stays. */
export function MethodPicker({ composer, step }: { composer: Composer; step: OutlineStep | undefined }) {
  const { session, language } = composer
  const requests = language.catalog.components.filter(({ category }) => category === 'requests')
  const now = step && composer.component(step.component)
  const choose = (name: string): void => {
    const to = requests.find((one) => one.name === name)
    if (!to) return
    if (!step) {
      composer.edit(`adding ${to.title}`, (text) => insertSteps(text, ['steps'], 0, newStep(to)))
      return
    }
    if (!now) return
    const shapes = shapesOf(language.catalog)
    composer.edit(`making it ${to.title}`, (text) =>
      transformStep(text, step.path, to.name, shapes, keptField(now, to)),
    )
  }
  const offered =
    step && now
      ? requests.filter((one) => one === now || siblingsOf(language.catalog, now, step).includes(one))
      : requests
  const options = offered.map(({ name, title }) => ({ value: name, label: title }))
  return (
    <div className="w-40">
      <Select
        aria-label="Method"
        disabled={session.current.readOnly}
        value={now?.name ?? ''}
        onChange={(event) => choose(event.target.value)}
        options={now ? options : [{ value: '', label: step ? step.component : 'Choose a method' }, ...options]}
      />
    </div>
  )
}
