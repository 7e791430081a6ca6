/** An open test or snippet: its head, its steps or inputs or code, and the inspector beside them. */
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { Page } from '../../app/page.tsx'
import { useDocument } from '../../document/open.ts'
import type { DocumentSession, DocumentState } from '../../document/session.ts'
import { Skeleton } from '../../ui/states.tsx'
import { ChangesPill } from './changes/changes-pill.tsx'
import { ConflictBanner } from './changes/conflict-banner.tsx'
import { SaveStatus } from './changes/save-status.tsx'
import { type Composer, ComposerContext, type Language } from './composer.ts'
import { EmptyTest } from './empty-test.tsx'
import { HeaderTools } from './header-tools.tsx'
import { TestSettings } from './inputs/test-settings.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { OlderFormat } from './older-format.tsx'
import { OutcomeBanner } from './outcome-banner.tsx'
import { SidePane } from './side-pane.tsx'
import { DocumentCommands } from './steps/step-commands.tsx'
import { StepsView } from './steps/steps-view.tsx'
import { CheckedSteps } from './steps/summary.ts'
import { Refused, Trouble, Unreadable, Uses } from './trouble.tsx'
import { type ComposerState, useComposerState } from './use-composer.ts'

const CodeView = lazy(() => import('./code/code-view.tsx').then(({ CodeView: view }) => ({ default: view })))
const InputsView = lazy(() => import('./inputs/inputs-view.tsx').then(({ InputsView: view }) => ({ default: view })))

interface ViewProps {
  readonly state: ComposerState
  readonly document: DocumentState
}

const hasSteps = ({ outline }: DocumentState): boolean => outline.sections.some(({ steps }) => steps.length > 0)

function SnippetUses({ path }: { path: string }) {
  const name = path.replace(/^snippets\//, '').replace(/\.ya?ml$/, '')
  const { data } = useAnswer('listUses', { kind: 'snippet', name })
  if (!data) return null
  const paths = [...new Set(data.uses.map((use) => use.path))]
  const to = (at: string): string => (at.startsWith('snippets/') ? addresses.snippet(at) : addresses.test(at))
  return <Uses uses={paths.map((at) => ({ to: to(at), label: at }))} />
}

/** Mistakes that are no step's: of the settings, the inputs, an environment. */
function Beside({ composer, checked }: { composer: Composer; checked: CheckedSteps }) {
  const { outline } = composer.session.current
  const mistakes = checked.beside.filter(({ severity }) => severity === 'error')
  if (mistakes.length === 0 || outline.diagnostics.length > 0 || !hasSteps(composer.session.current)) return null
  const what = composer.session.current.kind
  return <Trouble title={`This keeps the ${what} from running`} mistakes={mistakes} composer={composer} />
}

function StepsPane({ state, document }: ViewProps) {
  const { composer, refused, forgetRefused, revealed } = state
  const { session } = composer
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [checked] = useState(() => new CheckedSteps(session))
  checked.take(document)
  const older = document.checked?.older === true
  return (
    <div ref={setScroller} className="relative min-h-0 flex-1 overflow-auto px-6.5 pt-5 pb-24">
      <ConflictBanner />
      <TestSettings />
      {document.kind === 'snippet' ? <SnippetUses path={document.path} /> : null}
      {refused ? <Refused error={refused} composer={composer} onClose={forgetRefused} /> : null}
      {older ? null : <Unreadable composer={composer} />}
      <Beside composer={composer} checked={checked} />
      <OutcomeBanner composer={composer} />
      {older ? (
        <OlderFormat composer={composer} />
      ) : (
        <>
          {hasSteps(document) || document.readOnly || document.outline.diagnostics.length > 0 ? null : (
            <EmptyTest composer={composer} />
          )}
          <StepsView
            composer={composer}
            document={document}
            checked={checked}
            revealed={revealed}
            scroller={scroller}
          />
        </>
      )}
    </div>
  )
}

const Padded = ({ children }: { children: ReactNode }) => (
  <div className="min-h-0 flex-1 overflow-auto px-6.5 py-5">{children}</div>
)

function Middle(props: ViewProps) {
  const { composer } = props.state
  if (composer.view === 'steps') return <StepsPane {...props} />
  return (
    <Suspense fallback={<Skeleton className="flex-1" />}>
      {composer.view === 'code' ? (
        <div className="flex min-h-0 flex-1 flex-col">
          <ConflictBanner />
          <CodeView />
        </div>
      ) : (
        <Padded>
          <ConflictBanner />
          <InputsView />
        </Padded>
      )}
    </Suspense>
  )
}

function crumbsOf({ path, kind, outline }: DocumentState): { label: string }[] {
  const parts = path
    .replace(/^(tests|snippets)\//, '')
    .replace(/\.(ya?ml|xml)$/, '')
    .split('/')
  const folders = parts.slice(0, -1).map((label) => ({ label }))
  const name = outline.name ?? parts.at(-1) ?? path
  return [...(kind === 'snippet' ? [{ label: 'snippets' }] : []), ...folders, { label: name }]
}

export function ComposerView({ session, language }: { session: DocumentSession; language: Language }) {
  const document = useDocument(session)
  const state = useComposerState(session, language)
  const { composer } = state
  return (
    <ComposerContext value={composer}>
      <Page
        crumbs={crumbsOf(document)}
        about={<ChangesPill />}
        tools={<HeaderTools composer={composer} />}
        status={<SaveStatus />}
      >
        <DocumentCommands composer={composer} />
        <div className="flex min-h-0 flex-1">
          <div className="flex min-w-0 flex-1 flex-col">
            <Middle state={state} document={document} />
          </div>
          {composer.view === 'inputs' ? null : (
            <SidePane>
              <Inspector />
            </SidePane>
          )}
        </div>
      </Page>
    </ComposerContext>
  )
}
