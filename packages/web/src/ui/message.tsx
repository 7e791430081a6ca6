/** Words from the engine, in which code stands between backticks. */
import { clean } from '@merlon/protocol'

export function Message({ text }: { text: string }) {
  // Every other part stands between two backticks; one alone is only a sign.
  const parts = text.split('`')
  const even = parts.length % 2 === 1
  return (
    <>
      {parts.map((part, at) =>
        even && at % 2 === 1 ? (
          // Parts never move within one message.
          <code key={`${at.toString()}${part}`} className="font-mono text-[0.94em]">
            {clean(part)}
          </code>
        ) : (
          <span key={`${at.toString()}${part}`}>{clean(even || at === 0 ? part : `\`${part}`)}</span>
        ),
      )}
    </>
  )
}
