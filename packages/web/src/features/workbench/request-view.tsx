/** One request: its form with the response below, or its code; how to send it, save it, and go on with it. */

import { Code2, FlaskConical, Save, Send, Square } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { useCommands } from '../../app/commands.ts'
import { EnvironmentPicker } from '../../app/environment-picker.tsx'
import { Page } from '../../app/page.tsx'
import { useDocument } from '../../document/open.ts'
import type { DocumentSession } from '../../document/session.ts'
import { Button } from '../../ui/button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { type Composer, ComposerContext, type Language } from '../composer/composer.ts'
import { Inspector } from '../composer/inspector/inspector.tsx'
import { Refused, Trouble } from '../composer/trouble.tsx'
import { useComposerState } from '../composer/use-composer.ts'
import { ConflictNotice, SavedLine } from '../variables/file-state.tsx'
import { MethodPicker } from './method-picker.tsx'
import { named } from './request-text.ts'
import { SaveDialog } from './save-dialog.tsx'

const CodeView = lazy(() => import('../composer/code/code-view.tsx').then(({ CodeView: view }) => ({ default: view })))

export interface RequestViewProps {
  readonly session: DocumentSession
  readonly language: Language
  /** What the page says where it is. */
  readonly title: string
  readonly saved: boolean
  /** Of one that is not: called when it is, under a name of its own. */
  readonly onSaved?: () => void
  readonly list: ReactNode
  /** Above the form: what there is to say about the request. */
  readonly about?: ReactNode
  /** More tools in front. */
  readonly tools: ReactNode
}

/** The composer around one step: that step is always the one in the inspector. */
function useRequest({ session, language }: RequestViewProps) {
  const { outline } = useDocument(session)
  const { composer: whole, refused, forgetRefused } = useComposerState(session, language)
  const steps = outline.sections.find(({ field }) => field === 'steps')?.steps ?? []
  const step = steps[0]
  const id = step && session.idOf(step)
  const composer = useMemo(
    (): Composer =>
      whole.view === 'code' ? whole : { ...whole, view: 'steps', selection: id === undefined ? [] : [id] },
    [whole, id],
  )
  return { composer, refused, forgetRefused, step, id, count: steps.length }
}

function useRequestCommands(composer: Composer, send: () => void): void {
  const { session, running } = composer
  const { canUndo, canRedo } = useDocument(session)
  useCommands([
    {
      id: 'run',
      title: running === undefined ? 'Send the request' : 'Stop',
      group: 'Requests',
      keys: 'Mod+Enter',
      run: running === undefined ? send : composer.stop,
    },
    {
      id: 'undo',
      title: 'Undo',
      group: 'Requests',
      keys: 'Mod+Z',
      disabled: !canUndo,
      run: () => session.undo(),
    },
    {
      id: 'redo',
      title: 'Redo',
      group: 'Requests',
      keys: 'Mod+Shift+Z',
      disabled: !canRedo,
      run: () => session.redo(),
    },
  ])
}

/** Dialogs that write the request somewhere else. */
function Writing({
  asked,
  composer,
  title,
  onSaved,
  onClose,
}: {
  asked: 'save' | 'test'
  composer: Composer
  title: string
  onSaved: (() => void) | undefined
  onClose: () => void
}) {
  const [, go] = useLocation()
  const { session } = composer
  const isTest = asked === 'test'
  return (
    <SaveDialog
      title={isTest ? 'Make a test of it' : 'Save the request'}
      description={
        isTest ? 'The test begins with this request; the request stays as well.' : 'It is kept in requests/.'
      }
      action={isTest ? 'Create test' : 'Save'}
      top={isTest ? 'tests' : 'requests'}
      name={isTest ? title : ''}
      onSave={async ({ name, path }) => {
        await call('writeFile', { path, body: { text: named(session.current.text, name), base: null } })
        forget('listFiles', 'listTests')
        onClose()
        toast(isTest ? `Made the test ${name}` : `Saved ${name}`)
        if (!isTest) onSaved?.()
        go(isTest ? addresses.test(path) : addresses.request(path))
      }}
      onClose={onClose}
    />
  )
}

function Problems({ composer, count }: { composer: Composer; count: number }) {
  const { outline } = useDocument(composer.session)
  return (
    <>
      <ConflictNotice session={composer.session} />
      {outline.diagnostics.length > 0 ? (
        <Trouble title="The YAML cannot be read as a whole" mistakes={outline.diagnostics} composer={composer} />
      ) : null}
      {count > 1 ? (
        <p className="mb-2 text-sm text-warn">
          This file holds {countText(count, 'step')}; the first is shown and sent. The others are in the code.
        </p>
      ) : null}
    </>
  )
}

export function RequestView(props: RequestViewProps) {
  const { session, title, saved, list, about, tools } = props
  const { composer, refused, forgetRefused, step, id, count } = useRequest(props)
  const [asked, setAsked] = useState<'save' | 'test'>()
  const code = composer.view === 'code'
  const send = (): void => {
    if (id !== undefined) void composer.run({ step: id, mode: 'only' })
  }
  useRequestCommands(composer, send)
  const running = composer.running !== undefined
  return (
    <ComposerContext value={composer}>
      <Page
        crumbs={[{ label: 'Requests', to: addresses.requests }, { label: title }]}
        status={saved ? <SavedLine session={session} /> : 'Not saved: kept until this page closes'}
        tools={
          <>
            {tools}
            <EnvironmentPicker />
            <Button
              look={running ? 'plain' : 'primary'}
              className="min-w-24"
              disabled={id === undefined}
              onClick={running ? composer.stop : send}
            >
              {running ? <Square size={12} aria-hidden="true" /> : <Send size={13} aria-hidden="true" />}
              {running ? 'Stop' : 'Send'}
              <Keys keys="Mod+Enter" />
            </Button>
          </>
        }
      >
        <div className="flex min-h-0 flex-1">
          {list}
          <section aria-label={title} className="flex min-w-0 flex-1 flex-col bg-panel">
            <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-1">
              <h1 className="mr-auto min-w-0 truncate text-lg font-semibold">{title}</h1>
              <MethodPicker composer={composer} step={step} />
              {saved ? null : (
                <Button onClick={() => setAsked('save')}>
                  <Save size={14} aria-hidden="true" /> Save…
                </Button>
              )}
              <Button onClick={() => setAsked('test')}>
                <FlaskConical size={14} aria-hidden="true" /> Make a test of it…
              </Button>
              <Button aria-pressed={code} onClick={() => composer.setView(code ? 'steps' : 'code')}>
                <Code2 size={14} aria-hidden="true" /> {code ? 'Show the form' : 'Open in code'}
              </Button>
            </div>
            <div className="px-4">
              {about}
              {refused ? <Refused error={refused} composer={composer} onClose={forgetRefused} /> : null}
              <Problems composer={composer} count={count} />
            </div>
            {code ? (
              <Suspense fallback={<Skeleton className="flex-1" />}>
                <div className="flex min-h-0 flex-1 flex-col">
                  <CodeView />
                </div>
              </Suspense>
            ) : (
              <div data-inspector="" className="flex min-h-0 flex-1 flex-col overflow-hidden">
                <Inspector />
              </div>
            )}
          </section>
        </div>
        {asked ? (
          <Writing
            asked={asked}
            composer={composer}
            title={saved ? title : ''}
            onSaved={props.onSaved}
            onClose={() => setAsked(undefined)}
          />
        ) : null}
      </Page>
    </ComposerContext>
  )
}

/** Hears a curl command that is pasted anywhere on the page, dialogs left out. */
export function useCurlPaste(take: (text: string) => void, isCurl: (text: string) => boolean): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const pasted = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
      if (inDialog || !isCurl(text)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current(text)
    }
    addEventListener('paste', pasted, { capture: true })
    return () => removeEventListener('paste', pasted, { capture: true })
  }, [isCurl])
}
