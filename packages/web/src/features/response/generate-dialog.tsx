/** Assertions made from responses, as a draft of which one takes what matters. */
import { eachStep } from '@merlon/protocol'
import type { AnswerOf, CallOf, Contract } from '@merlon/protocol/http'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { call } from '../../api/client.ts'
import { useAnswer } from '../../api/queries.ts'
import { follow } from '../../run/follow.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextArea } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Failure } from '../../ui/states.tsx'
import { agoText, countText } from '../../ui/words.ts'
import { type StepResult, useComposer } from '../composer/composer.ts'
import { visibleText } from '../report/pretty.ts'
import { draftSteps, takenOf } from './draft.ts'
import type { Writing } from './use-writing.ts'

type Sample = CallOf<Contract['generate']>['body']['samples'][number]
type Generated = AnswerOf<Contract['generate']>
type Style = 'steps' | 'shape'

const STYLES: readonly { value: Style; label: string }[] = [
  { value: 'steps', label: 'Single steps' },
  { value: 'shape', label: 'One shape' },
]

const MOST_RUNS = 12

const keyOf = (sample: Sample): string => ('hash' in sample ? `${sample.run} ${sample.hash}` : `text ${sample.text}`)

const whenRead = (id: string): Promise<void> =>
  new Promise((done) => {
    const follower = follow(id)
    if (follower.current.done) return done()
    const stop = follower.subscribe(() => {
      if (!follower.current.done) return
      stop()
      done()
    })
  })

/** What a step at the same place answered in a run; each different body once. */
async function answersIn(run: string, path: string, { step }: StepResult): Promise<Sample[]> {
  await whenRead(run)
  const found = new Map<string, Sample>()
  for (const test of follow(run).current.report.tests)
    for (const { steps } of test.file === path ? test.runs : [])
      eachStep(steps, (one) => {
        const body = one.response?.body
        if (one.label !== step.label || one.component !== step.component || !body || !one.response) return
        const sample = { run, hash: body.hash, status: one.response.status }
        found.set(keyOf(sample), sample)
      })
  return [...found.values()]
}

function EarlierRuns({
  result,
  chosen,
  onChange,
}: {
  result: StepResult
  chosen: ReadonlyMap<string, readonly Sample[]>
  onChange: (run: string, samples: readonly Sample[] | undefined) => void
}) {
  const { session } = useComposer()
  const { path } = session.current
  const { data } = useAnswer('listRuns', { test: path, limit: MOST_RUNS })
  const runs = (data?.runs ?? []).filter(({ id, running }) => id !== result.run && !running)
  if (runs.length === 0) return null
  return (
    <fieldset className="mb-2">
      <legend className="mb-1 text-sm font-medium text-muted">Look at earlier runs too</legend>
      <div className="max-h-28 overflow-auto">
        {runs.map(({ id, startedAt, environments }) => (
          <Checkbox
            key={id}
            label={`${agoText(startedAt)}${environments.length > 0 ? ` · ${environments.join(', ')}` : ''}`}
            checked={chosen.has(id)}
            onChange={async (event) => {
              if (!event.target.checked) onChange(id, undefined)
              else onChange(id, await answersIn(id, path, result))
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Checklist({
  yaml,
  writing,
  left,
  onLeft,
}: {
  yaml: string
  writing: Writing
  left: ReadonlySet<string>
  onLeft: (left: ReadonlySet<string>) => void
}) {
  const steps = useMemo(() => draftSteps(yaml, writing.catalog), [yaml, writing])
  return (
    <ul className="max-h-70 overflow-auto rounded-lg border border-line px-2 py-1">
      {steps.map(({ key, depth, label, around }) => {
        const gone = around.some((one) => left.has(one))
        return (
          <li key={key} style={{ paddingLeft: depth * 20 }}>
            <Checkbox
              label={<bdi className="font-mono text-sm break-words">{visibleText(label)}</bdi>}
              checked={!gone && !left.has(key)}
              disabled={gone}
              onChange={(event) => {
                const next = new Set(left)
                if (event.target.checked) next.delete(key)
                else next.add(key)
                onLeft(next)
              }}
            />
          </li>
        )
      })}
    </ul>
  )
}

interface Options {
  readonly style: Style
  readonly pin: boolean
  readonly enumerations: boolean
}

function OptionFields({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-5 gap-y-1">
      <Segmented
        label="How the assertions are written"
        value={options.style}
        options={STYLES}
        onChange={(style) => onChange({ ...options, style })}
      />
      <Checkbox
        label="The values themselves"
        checked={options.pin}
        onChange={(event) => onChange({ ...options, pin: event.target.checked })}
      />
      <Checkbox
        label="One of the texts that were found"
        checked={options.enumerations}
        onChange={(event) => onChange({ ...options, enumerations: event.target.checked })}
      />
    </div>
  )
}

const Notes = ({ notes }: { notes: Generated['notes'] }) =>
  notes.length === 0 ? null : (
    <ul className="mt-2 max-h-24 overflow-auto text-sm text-muted">
      {notes.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <bdi className="font-mono">{visibleText(path)}</bdi> {visibleText(message)}
        </li>
      ))}
    </ul>
  )

export function GenerateDialog({
  result,
  writing,
  onClose,
}: {
  result: StepResult
  writing: Writing
  onClose: () => void
}) {
  const [options, setOptions] = useState<Options>({ style: 'steps', pin: false, enumerations: false })
  const [earlier, setEarlier] = useState<ReadonlyMap<string, readonly Sample[]>>(new Map())
  const [pasted, setPasted] = useState('')
  const [left, setLeft] = useState<{ readonly of: string; readonly keys: ReadonlySet<string> }>()
  const { response } = result.step
  const own: Sample = {
    run: result.run,
    hash: response?.body?.hash ?? '',
    ...(response ? { status: response.status } : {}),
  }
  const samples = [
    own,
    ...[...earlier.values()].flat(),
    ...(pasted.trim() === '' ? [] : [{ text: pasted, mime: 'application/json' }]),
  ].slice(0, 20)
  const answer = useQuery({
    queryKey: ['generate', writing.root, options, samples.map(keyOf)],
    queryFn: ({ signal }) => call('generate', { body: { samples, variable: writing.root, ...options } }, { signal }),
    placeholderData: (known) => known,
    gcTime: 0,
  })
  const yaml = answer.data?.yaml ?? ''
  const leftOut = left?.of === yaml ? left.keys : new Set<string>()
  const taken = useMemo(() => (yaml === '' ? '' : takenOf(yaml, writing.catalog, leftOut)), [yaml, writing, leftOut])
  const count = taken === '' ? 0 : draftSteps(taken, writing.catalog).length
  return (
    <Dialog
      open
      onClose={onClose}
      title="Generate assertions"
      description={`From ${countText(samples.length, 'response')}. Leave out what does not matter.`}
      size="medium"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={count === 0 || answer.isError}
            onClick={() => {
              writing.insert(taken, 'generating assertions')
              onClose()
            }}
          >
            Add {countText(count, 'step')}
          </Button>
        </>
      }
    >
      <OptionFields options={options} onChange={setOptions} />
      <EarlierRuns
        result={result}
        chosen={earlier}
        onChange={(run, found) => {
          const next = new Map(earlier)
          if (found) next.set(run, found)
          else next.delete(run)
          setEarlier(next)
        }}
      />
      <details className="mb-2">
        <summary className="text-sm font-medium text-accent-text">Add a response as text</summary>
        <Field label="Another response of the same request">
          {(control) => (
            <TextArea {...control} rows={4} value={pasted} onChange={(event) => setPasted(event.target.value)} />
          )}
        </Field>
      </details>
      {answer.isError ? <Failure error={answer.error} /> : null}
      {answer.isPending ? <div className="h-40 animate-pulse rounded-lg bg-sunken" /> : null}
      {answer.isError || yaml === '' ? null : options.style === 'steps' ? (
        <Checklist yaml={yaml} writing={writing} left={leftOut} onLeft={(keys) => setLeft({ of: yaml, keys })} />
      ) : (
        <pre
          tabIndex={0}
          className="max-h-70 overflow-auto rounded-lg border border-line bg-sunken p-2 font-mono text-sm"
        >
          {visibleText(yaml)}
        </pre>
      )}
      <Notes notes={answer.data?.notes ?? []} />
    </Dialog>
  )
}
