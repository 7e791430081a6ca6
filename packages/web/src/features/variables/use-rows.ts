/** The rows of a vault or an environment. A row stays the same object until what it shows changes. */
import type { VariableView } from '@merlon/protocol/http'
import { useMemo, useRef } from 'react'
import { variablesIn } from './variable-edits.ts'
import type { Row } from './variable-row.tsx'

function rowsOf(text: string, views: ReadonlyMap<string, VariableView>, place: string): Row[] {
  const { values, secrets } = variablesIn(text)
  const plain = new Set(values.map(({ name }) => name))
  return [
    ...values.map((variable): Row => ({ name: variable.name, secret: false, variable })),
    ...secrets
      .filter((name) => !plain.has(name))
      .map((name): Row => {
        const isSet = views.get(name)?.definitions.find((one) => one.place === place)?.set
        return { name, secret: true, isSet }
      }),
  ]
}

/** `place` is how definitions name the file. */
export function useRows(text: string, views: ReadonlyMap<string, VariableView>, place: string): readonly Row[] {
  const before = useRef<ReadonlyMap<string, { row: Row; sign: string }>>(new Map())
  return useMemo(() => {
    const now = rowsOf(text, views, place).map((row) => {
      const sign = JSON.stringify(row)
      const known = before.current.get(row.name)
      return known?.sign === sign ? known : { row, sign }
    })
    before.current = new Map(now.map((one) => [one.row.name, one]))
    return now.map(({ row }) => row)
  }, [text, views, place])
}
