/** A body as text, as it came or indented; of one that is no text, its size and its first bytes. */
import type { BodyContent } from '@merlon/protocol/http'
import { WrapText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { sizeText } from '../../ui/words.ts'
import { prettyText } from '../report/pretty.ts'
import { SearchedText } from '../report/searched-text.tsx'
import { hexLines } from './hex.ts'

type Look = 'pretty' | 'raw'

const LOOKS: readonly { value: Look; label: string }[] = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'As received' },
]

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
  const [preview, setPreview] = useState(false)
  const pretty = useMemo(() => prettyText(body) ?? text, [body, text])
  return (
    <SearchedText
      text={look === 'raw' ? text : pretty}
      wrap={wrap}
      look="rounded-lg border border-line bg-sunken p-2"
      alwaysSearch
      before={
        pretty === text ? null : (
          <Segmented label="How the body is shown" value={look} options={LOOKS} onChange={setLook} />
        )
      }
      after={
        <>
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
        </>
      }
      {...(preview ? { instead: <HtmlPreview html={text} /> } : {})}
    />
  )
}

export const RawView = ({ body }: { body: BodyContent }) =>
  body.text === undefined ? <Binary body={body} /> : <TextView body={body} text={body.text} />
