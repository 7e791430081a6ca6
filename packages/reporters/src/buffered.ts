/** Gathers small texts, so that a report of many steps is not as many writes. */

const ENOUGH = 65_536

export interface Buffered {
  (text: string): void
  flush(): void
}

export function buffered(write: (text: string) => void): Buffered {
  let waiting = ''
  const flush = (): void => {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    write(text)
  }
  const add = (text: string): void => {
    waiting += text
    if (waiting.length >= ENOUGH) flush()
  }
  return Object.assign(add, { flush })
}
