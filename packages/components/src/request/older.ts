/** Requests as the older forms write them: children for headers, parameters, bodies and settings. */
import type { OlderReading } from '@merlon/engine'
import { type Entry, entryOf, type MapNode, type Node, type OlderStep, type ScalarNode } from '@merlon/language'
import { asCode, literal } from '../assertion/value.ts'

type Warning = NonNullable<OlderReading['warnings']>[number]

/** Names per method in XML: `postBody`, `putParam`. */
const kindOf = (id: string): string =>
  id.replace(/^(?:post|put|patch|delete)(Body|Param)$/, (_whole, word: string) => word.toLowerCase())

const fieldOf = (step: OlderStep, name: string): ScalarNode | undefined => {
  const node = entryOf(step.fields, name)?.value
  return node?.kind === 'scalar' ? node : undefined
}

const SETTINGS: Readonly<Record<string, string>> = {
  footprint: 'footprint',
  timeout: 'timeout',
  follow_redirects: 'followRedirects',
}

function keyStoreIn(text: string): { readonly path: string; readonly password: string } | undefined {
  try {
    const { keystorePath: path, keystorePassword: password = '' } = JSON.parse(text) as Record<string, unknown>
    return typeof path === 'string' && typeof password === 'string' ? { path, password } : undefined
  } catch {
    return undefined
  }
}

class OlderRequest {
  readonly warnings: Warning[] = []
  private readonly step: OlderStep

  constructor(step: OlderStep) {
    this.step = step
  }

  private children(kind: string): OlderStep[] {
    return this.step.children.filter((child) => kindOf(child.component.text) === kind)
  }

  private entry(name: string, value: Node): Entry {
    return { key: literal(this.step.component, name), value }
  }

  /** Children with `name` and `value` as a map; a repeated name becomes a list. */
  private pairs(children: readonly OlderStep[]): MapNode | undefined {
    const found = new Map<string, { key: ScalarNode; values: ScalarNode[] }>()
    for (const child of children) {
      const key = fieldOf(child, 'name')
      if (!key) continue
      const value = fieldOf(child, 'value') ?? child.text ?? literal(child.component, '')
      const known = found.get(key.text)
      const text = { ...value, value: value.text, quoted: true }
      if (known) known.values.push(text)
      else found.set(key.text, { key, values: [text] })
    }
    if (found.size === 0) return undefined
    const entries = [...found.values()].map(
      ({ key, values }): Entry => ({
        key,
        value: values.length === 1 ? values[0]! : { kind: 'list', span: key.span, items: values },
      }),
    )
    return { kind: 'map', span: this.step.span, entries }
  }

  private query(): Entry[] {
    const children = this.pairs(this.children('queryParam'))
    const params = fieldOf(this.step, 'params')
    if (!params || /^\s*\[\s*:?\s*\]\s*$/.test(params.text)) return children ? [this.entry('query', children)] : []
    if (children) this.warnings.push({ message: '`params` is left out, because there are `queryParam`s', node: params })
    return [this.entry('query', children ?? asCode(params))]
  }

  /** `@file[STORED]:SENT`, or `@file:NAME`. */
  private part(child: OlderStep): MapNode {
    const value = fieldOf(child, 'value') ?? literal(child.component, '')
    const file = /^@file(?:\[([^\]]*)\])?:([\s\S]*)$/.exec(value.text)
    const name = fieldOf(child, 'name') ?? literal(child.component, '')
    const text = (content: string): ScalarNode => ({ ...literal(child.component, content), span: value.span })
    const entries: Entry[] = [this.entry('name', { ...name, quoted: true })]
    if (file)
      entries.push(this.entry('file', text(file[1] ?? file[2] ?? '')), this.entry('filename', text(file[2] ?? '')))
    else entries.push(this.entry('value', { ...value, quoted: true }))
    return { kind: 'map', span: child.span, entries }
  }

  private body(): Entry[] {
    const [body, second] = this.children('body')
    const params = this.children('param')
    if (second) this.warnings.push({ message: 'a request has one body; this one is left out', node: second })
    if (body) {
      if (params[0])
        this.warnings.push({ message: 'form parameters are left out, because there is a body', node: params[0] })
      const content = fieldOf(body, 'content') ?? body.text ?? literal(body.component, '')
      const type = fieldOf(body, 'contentType')
      return [
        this.entry('body', { ...content, value: content.text, quoted: true }),
        ...(type ? [this.entry('contentType', type)] : []),
      ]
    }
    if (params.length === 0) return []
    const withFile = params.some((child) => (fieldOf(child, 'value')?.text ?? '').startsWith('@file'))
    if (withFile)
      return [
        this.entry('multipart', { kind: 'list', span: this.step.span, items: params.map((child) => this.part(child)) }),
      ]
    const form = this.pairs(params)
    return form ? [this.entry('form', form)] : []
  }

  /** `{ codes, validity }`, both beside `expect`, or `401|403|VALID`. */
  private expect(): Entry[] {
    const given = entryOf(this.step.fields, 'expect')?.value
    const from = given?.kind === 'map' ? given : this.step.fields
    const codes: Node[] = []
    let validity: ScalarNode | undefined
    const take = (word: ScalarNode): void => {
      if (/^(in)?valid$/i.test(word.text.trim())) validity = word
      else if (word.text.trim() !== '') codes.push({ ...word, value: word.text.trim(), text: word.text.trim() })
    }
    if (given?.kind === 'scalar') for (const word of given.text.split('|')) take({ ...given, value: word, text: word })
    const listed = entryOf(from, 'codes')?.value
    for (const code of listed?.kind === 'list' ? listed.items : listed ? [listed] : [])
      if (code.kind === 'scalar') take(code)
    const word = entryOf(from, 'validity')?.value
    if (word?.kind === 'scalar') take(word)
    if (codes.length === 0 && !validity) return []
    const span = given?.span ?? this.step.span
    const entries: Entry[] = [
      ...(codes.length === 0 ? [] : [this.entry('status', { kind: 'list', span, items: codes })]),
      ...(validity ? [this.entry('body', literal(validity, validity.text.trim().toLowerCase()))] : []),
    ]
    return [this.entry('expect', { kind: 'map', span, entries })]
  }

  /** `{ "keystorePath": …, "keystorePassword": … }`, as JSON in a text. */
  private certificate(child: OlderStep, value: ScalarNode): Entry[] {
    const store = keyStoreIn(value.text)
    if (!store) {
      this.warnings.push({
        message: 'the client certificate is left out: its setting names no `keystorePath`',
        node: child,
      })
      return []
    }
    const pfx = store.path.replace(/^.*[\\/]/, '')
    this.warnings.push({
      message: `the key store is read from files/${pfx}, which must be PKCS #12, not JKS`,
      node: child,
    })
    const entries = [this.entry('pfx', literal(value, pfx)), this.entry('passphrase', literal(value, store.password))]
    return [this.entry('tls', { kind: 'map', span: value.span, entries })]
  }

  private settings(): Entry[] {
    return this.children('config').flatMap((child): Entry[] => {
      const name = fieldOf(child, 'name')?.text ?? ''
      const value = fieldOf(child, 'value')
      if (name === 'client_cert_configuration' && value) return this.certificate(child, value)
      const today = SETTINGS[name]
      if (today !== undefined && value) return [this.entry(today, value)]
      this.warnings.push({ message: `the setting '${name}' is not known, and left out`, node: child })
      return []
    })
  }

  private strays(): void {
    for (const child of this.step.children) {
      if (['header', 'queryParam', 'param', 'body', 'config'].includes(kindOf(child.component.text))) continue
      this.warnings.push({ message: `a request has no '${child.component.text}', so it is left out`, node: child })
    }
  }

  read(): OlderReading {
    const taken = ['params', 'expect', 'codes', 'validity']
    const headers = this.pairs(this.children('header'))
    const entries = [
      ...this.step.fields.entries.filter(({ key }) => !taken.includes(key.text)),
      ...(headers ? [this.entry('headers', headers)] : []),
      ...this.query(),
      ...this.body(),
      ...this.expect(),
      ...this.settings(),
    ]
    this.strays()
    return { entries, warnings: this.warnings }
  }
}

export const readOlderRequest = (step: OlderStep): OlderReading => new OlderRequest(step).read()
