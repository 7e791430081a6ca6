/** A value as one would write it, cut where it is long, with a way to see all of it. */
import { useState } from 'react'

const MOST = 400

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string'
    ? JSON.stringify(value)
    : (JSON.stringify(value, null, 1)?.replace(/\n\s*/g, ' ') ?? String(value))
}

export function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false)
  const long = text.length > MOST
  return (
    <>
      <bdi className="wrap-anywhere whitespace-pre-wrap">{all || !long ? text : `${text.slice(0, MOST)}…`}</bdi>
      {long ? (
        <button
          type="button"
          className="ml-2 min-h-6 font-sans font-medium text-accent-text"
          onClick={() => setAll(!all)}
        >
          {all ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
        </button>
      ) : null}
    </>
  )
}

/** Words in which code stands between backticks. */
export function Words({ text }: { text: string }) {
  if (text.length > MOST) return <LongText text={text} />
  return (
    <bdi className="wrap-anywhere whitespace-pre-wrap">
      {text.split('`').map((part, at, parts) => {
        const key = parts.slice(0, at + 1).join('`').length
        return at % 2 === 1 && at < parts.length - 1 ? <code key={key}>{part}</code> : at % 2 === 1 ? `\`${part}` : part
      })}
    </bdi>
  )
}

export const ValueText = ({ value }: { value: unknown }) => (
  <code className="text-sm">
    <LongText text={textOf(value)} />
  </code>
)
