/** A body as text, as it came or indented; of one that is no text, its size and its first bytes. */
import type { BodyContent } from '@merlon/protocol/http'
import { Copy, WrapText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { sizeText } from '../../ui/words.ts'
import { copyText } from '../composer/steps/clipboard.ts'
import { prettyText, visibleText } from '../report/pretty.ts'
import { hexLines } from './hex.ts'

const SHOWN = 200_000
const MOST_MARKED = 1000

type Look = 'pretty' | 'raw'

const LOOKS: readonly { value: Look; label: string }[] = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'As received' },
]

/** Text with what was searched for marked in it. */
function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text
  const parts: { text: string; at: number; hit: boolean }[] = []
  const lower = text.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0 && parts.length < MOST_MARKED; at = lower.indexOf(wanted, from)) {
    parts.push({ text: text.slice(from, at), at: from, hit: false })
    parts.push({ text: text.slice(at, at + wanted.length), at, hit: true })
    from = at + wanted.length
  }
  parts.push({ text: text.slice(from), at: from, hit: false })
  return parts.map((part) =>
    part.hit ? (
      <mark key={`hit ${part.at}`} className="rounded-xs bg-warn-soft text-warn outline outline-warn">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}

function countOf(text: string, wanted: string): number {
  if (wanted === '') return 0
  let count = 0
  const lower = text.toLowerCase()
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) count += 1
  return count
}

/** Scripts do not run in it, and nothing is loaded: the frame is sandboxed, and has the page's own policy. */
const HtmlPreview = ({ html }: { html: string }) => (
  <iframe title="Preview of the page" sandbox="" srcDoc={html} className="h-80 w-full rounded-lg border border-line" />
)

const Binary = ({ body }: { body: BodyContent }) => (
  <>
    <p className="mb-2 text-muted">
      {sizeText(body.size)} of {body.mime || 'an unknown type'}
    </p>
    {body.base64 ? (
      <pre tabIndex={0} className="overflow-auto rounded-lg border border-line bg-sunken p-2 font-mono text-sm">
        {hexLines(body.base64).join('\n')}
      </pre>
    ) : null}
  </>
)

function TextView({ body, text }: { body: BodyContent; text: string }) {
  const [look, setLook] = useState<Look>('pretty')
  const [wrap, setWrap] = useState(true)
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const [preview, setPreview] = useState(false)
  const pretty = useMemo(() => prettyText(body) ?? text, [body, text])
  const whole = look === 'raw' ? text : pretty
  const cut = !all && whole.length > SHOWN
  const shown = useMemo(() => visibleText(cut ? whole.slice(0, SHOWN) : whole), [whole, cut])
  const search = wanted.toLowerCase()
  return (
    <>
      <div className="mb-1.5 flex flex-wrap items-center gap-1.5">
        {pretty === text ? null : (
          <Segmented label="How the body is shown" value={look} options={LOOKS} onChange={setLook} />
        )}
        <TextInput
          type="search"
          aria-label="Search the text"
          placeholder="Search"
          className="w-32! flex-1"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span aria-live="polite" className="text-sm text-muted">
          {search === '' ? '' : `${countOf(shown, search).toLocaleString('en')} found`}
        </span>
        {/html/.test(body.mime) ? (
          <Button look="quiet" aria-pressed={preview} onClick={() => setPreview(!preview)}>
            Preview
          </Button>
        ) : null}
        <IconButton
          label="Wrap long lines"
          icon={<WrapText size={14} />}
          aria-pressed={wrap}
          className={wrap ? 'bg-accent-soft text-accent-text' : ''}
          onClick={() => setWrap(!wrap)}
        />
        <IconButton label="Copy the body" icon={<Copy size={14} />} onClick={() => void copyText(whole, 'the body')} />
      </div>
      {preview ? (
        <HtmlPreview html={text} />
      ) : (
        <pre
          tabIndex={0}
          className={classNames(
            'max-h-90 overflow-auto rounded-lg border border-line bg-sunken p-2 font-mono text-sm leading-5',
            wrap && 'break-words whitespace-pre-wrap',
          )}
        >
          <Marked text={shown} wanted={search} />
          {cut ? '…' : ''}
        </pre>
      )}
      {cut ? (
        <Button look="link" onClick={() => setAll(true)}>
          Show all {sizeText(whole.length)}
        </Button>
      ) : null}
    </>
  )
}

export const RawView = ({ body }: { body: BodyContent }) =>
  body.text === undefined ? <Binary body={body} /> : <TextView body={body} text={body.text} />
