/** The open vault or environment that the page is about, and what can be done to it. */
import { isReserved } from '@merlon/language'
import { ApiError, call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import type { DocumentSession } from '../../document/session.ts'
import { toast } from '../../ui/toast.tsx'
import type { Typed } from './typed-value.ts'
import {
  type Addition,
  makePlain,
  makeSecret,
  mergeVariables,
  nameProblem,
  removeVariable,
  setVariable,
  variablesIn,
} from './variable-edits.ts'

/** Says what the server refused; anything else is a mistake of ours. */
export function sayRefusal(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
  const { title, help } = error.problem
  toast(help === undefined ? title : `${title}: ${help}`, { tone: 'fail' })
}

/** A secret is text; what is no text has one, except for structures. */
export function secretText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

export class VariableFile {
  readonly session: DocumentSession
  /** undefined for the vault. */
  readonly environment: string | undefined

  constructor(session: DocumentSession, environment: string | undefined) {
    this.session = session
    this.environment = environment
  }

  /** As definitions name it. */
  get place(): string {
    return this.environment === undefined ? 'vault' : `environment ${this.environment}`
  }

  private edit(label: string, change: Parameters<DocumentSession['edit']>[0]): boolean {
    const refused = this.session.edit(change, { label })
    if (!refused) return true
    toast(refused.help === undefined ? refused.problem : `${refused.problem}: ${refused.help}`, { tone: 'fail' })
    return false
  }

  nameProblem(name: string): string | undefined {
    const { values, secrets } = variablesIn(this.session.current.text)
    return nameProblem(name, [...values.map((one) => one.name), ...secrets], isReserved)
  }

  set(name: string, typed: Typed): boolean {
    return this.edit(`the value of ${name}`, (text) => setVariable(text, name, typed))
  }

  /** Forgets the value of a secret, too. */
  async remove(name: string): Promise<void> {
    const isSecret = variablesIn(this.session.current.text).secrets.includes(name)
    if (!this.edit(`removing ${name}`, (text) => removeVariable(text, name))) return
    if (isSecret) {
      await this.forgetSecret(name)
      toast(`Removed ${name} and its value`)
    } else toast(`Removed ${name}`, { action: { label: 'Undo', run: () => this.session.undo() } })
  }

  /** Keeps a value where nothing gives it back. Rejects with an ApiError. */
  async setSecret(name: string, value: string): Promise<void> {
    await call('setSecret', { body: { name, value, ...this.inEnvironment } })
    forget('listVariables')
    this.session.checkSoon()
  }

  private async forgetSecret(name: string): Promise<void> {
    try {
      await call('removeSecret', { name, ...this.inEnvironment })
    } catch (error) {
      sayRefusal(error)
    }
    forget('listVariables')
  }

  private get inEnvironment(): { environment?: string } {
    return this.environment === undefined ? {} : { environment: this.environment }
  }

  /** Adds a secret; with a value, that is kept first. Rejects with an ApiError. */
  async addSecret(name: string, value: string | undefined): Promise<void> {
    if (value !== undefined) await this.setSecret(name, value)
    this.edit(`adding the secret ${name}`, (text) => makeSecret(text, name))
  }

  /** Moves the value of a variable out of the file. */
  async toSecret(name: string): Promise<void> {
    const value = variablesIn(this.session.current.text).values.find((one) => one.name === name)?.value
    const text = secretText(value)
    if (value !== '' && value !== null && text === undefined) {
      toast(`${name} holds a structure; a secret is a text`, { tone: 'fail' })
      return
    }
    if (text?.includes('${')) {
      toast(`the value of ${name} refers to other variables; a secret is taken as it stands`, { tone: 'fail' })
      return
    }
    try {
      if (text !== undefined) await this.setSecret(name, text)
    } catch (error) {
      sayRefusal(error)
      return
    }
    if (this.edit(`making ${name} a secret`, (now) => makeSecret(now, name)))
      toast(`${name} is a secret now; its value is no longer in the file`)
  }

  /** Writes a value into the file and forgets the one that was kept. */
  async toPlain(name: string, typed: Typed): Promise<void> {
    if (this.edit(`making ${name} plain`, (text) => makePlain(text, name, typed))) await this.forgetSecret(name)
  }

  /** Adds variables that were read elsewhere. Rejects with an ApiError. */
  async merge(additions: readonly Addition[]): Promise<void> {
    const secrets = new Set(variablesIn(this.session.current.text).secrets)
    for (const { name, value, secret } of additions) {
      const text = secretText(value)
      if ((secret || secrets.has(name)) && text !== undefined) await this.setSecret(name, text)
    }
    this.edit('the import', (text) => mergeVariables(text, additions))
  }
}
