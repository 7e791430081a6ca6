import { Fragment } from 'react'

/** Text in which what stands between backticks is code. */
export const WithCode = ({ text }: { text: string }) =>
  text.split('`').map((part, at) => (
    // The parts of one sentence have no identity but their place.
    <Fragment key={at.toString()}>{at % 2 === 0 ? part : <code className="text-sm">{part}</code>}</Fragment>
  ))
