import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { History } from './history.ts'

const past = (text: string) => ({ text, label: `to ${text}`, ids: new Map() })

/** Lets a text become others, each by a change of its own, or by one that merges with the one before. */
function written(texts: readonly { text: string; merge?: string | undefined }[]): { history: History; now: string } {
  const history = new History()
  let now = ''
  for (const { text, merge } of texts) {
    history.remember(past(now), merge)
    now = text
  }
  return { history, now }
}

describe('the texts that a file has had', () => {
  test('come back in order, and forth again, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), (texts) => {
        const { history } = written(texts.map((text) => ({ text })))
        const all = ['', ...texts]
        let at = texts.length
        while (history.canUndo) expect(history.undo(past(all[at]!))?.text).toBe(all[--at])
        expect(at).toBe(0)
        while (history.canRedo) expect(history.redo(past(all[at]!))?.text).toBe(all[++at])
        expect(at).toBe(texts.length)
      }),
    )
  })

  test('of one field that is typed in come back at once', () => {
    const { history, now } = written([{ text: 'a' }, { text: 'ab', merge: 'url' }, { text: 'abc', merge: 'url' }])
    expect(history.undo(past(now))?.text).toBe('a')
    expect(history.undo(past('a'))?.text).toBe('')
    expect(history.undo(past(''))).toBeUndefined()
  })

  test('after something was undone, the next keystroke in that field is undone by itself', () => {
    const { history, now } = written([{ text: 'a', merge: 'url' }])
    history.undo(past(now))
    history.redo(past(''))
    history.remember(past('a'), 'url')
    expect(history.undo(past('ab'))?.text).toBe('a')
  })

  test('that were undone are forgotten when something else is written', () => {
    const { history } = written([{ text: 'a' }, { text: 'b' }])
    history.undo(past('b'))
    expect(history.canRedo).toBe(true)
    history.remember(past('a'), undefined)
    expect(history.canRedo).toBe(false)
  })

  test('are kept up to 500', () => {
    const { history } = written(Array.from({ length: 600 }, (_, at) => ({ text: String(at) })))
    let count = 0
    while (history.canUndo) {
      history.undo(past(''))
      count += 1
    }
    expect(count).toBe(500)
  })
})
