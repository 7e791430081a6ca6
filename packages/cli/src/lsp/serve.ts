/**
 * A language server over standard input and output, on the language service that the studio uses.
 * Standard: Language Server Protocol 3.17.
 */
import { formatYaml, hoverYaml } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import type {
  CancellationToken,
  Connection,
  InitializeParams,
  InitializeResult,
  Diagnostic as LspDiagnostic,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node'
import { actions } from './actions.ts'
import { completions } from './complete.ts'
import { Checks, type OpenFile } from './diagnose.ts'
import { yamlContext } from './language.ts'
import { Names } from './names.ts'
import { editOf, rangeAt, rangeOf } from './positions.ts'
import {
  createConnection,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  ProposedFeatures,
  ResponseError,
  TextDocument,
  TextDocumentSyncKind,
  TextDocuments,
} from './protocol.ts'
import { symbols } from './symbols.ts'
import { isKnown, type Place, Workspace } from './workspace.ts'
import { Worlds } from './world.ts'

export interface ServeOptions {
  readonly environments: readonly string[]
  readonly version: string
}

/** While somebody types, nothing is checked; in a large file for longer. */
const PAUSE = 120
const LONG_PAUSE = 600
const LARGE = 200_000

const capabilities: InitializeResult['capabilities'] = {
  positionEncoding: 'utf-16',
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['.', '$', '{', '[', '"', "'", '/', ' '] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix'] },
}

function diagnosticOf(text: string, { severity, code, message, label, help, location }: Diagnostic): LspDiagnostic {
  const what = label === undefined ? message : `${message} (${label})`
  const start = { line: 0, character: 0 }
  return {
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: 'merlon',
    message:
      help === undefined ? `${what}\n\`merlon explain ${code}\`` : `${what}\n${help}\n\`merlon explain ${code}\``,
    range: location ? rangeAt(text, location) : { start, end: start },
  }
}

class Server {
  readonly #connection: Connection
  readonly #documents = new TextDocuments(TextDocument)
  readonly #workspace = new Workspace(() => this.#documents.all())
  readonly #names = new Names(this.#workspace)
  readonly #worlds: Worlds
  readonly #checks: Checks
  /** Counts what may have changed beside the tests that are open. */
  #around = 0
  readonly #options: ServeOptions
  #carets = false
  #watches = false
  #timer: NodeJS.Timeout | undefined
  #checking: Promise<void> = Promise.resolve()
  /** Files about which something was said. */
  #told = new Set<string>()

  constructor(connection: Connection, options: ServeOptions) {
    this.#connection = connection
    this.#options = options
    this.#worlds = new Worlds(this.#workspace, options.environments)
    this.#checks = new Checks(options.environments)
    this.#documents.listen(connection)
    this.#listen()
  }

  #listen(): void {
    const connection = this.#connection
    connection.onInitialize((params) => this.#initialize(params))
    connection.onInitialized(() => {
      if (!this.#watches) return
      const watchers = [{ globPattern: '**/*.{yaml,yml}' }, { globPattern: '**/files/**' }]
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
    })
    const changedAround = (): void => {
      this.#around += 1
      this.#checkSoon()
    }
    connection.onDidChangeWatchedFiles(changedAround)
    this.#documents.onDidOpen(changedAround)
    this.#documents.onDidClose(changedAround)
    this.#documents.onDidSave(changedAround)
    this.#documents.onDidChangeContent(({ document }) => {
      if (this.#place(document)?.kind === 'test') this.#checkSoon()
      else changedAround()
    })
    this.#answer()
    connection.listen()
  }

  #initialize({ capabilities: theirs }: InitializeParams): InitializeResult {
    this.#carets = theirs.textDocument?.completion?.completionItem?.snippetSupport === true
    this.#watches = theirs.workspace?.didChangeWatchedFiles?.dynamicRegistration === true
    return { capabilities, serverInfo: { name: 'merlon', version: this.#options.version } }
  }

  #answer(): void {
    const connection = this.#connection
    connection.onCompletion((params, token) =>
      this.#at(params, token, [], async ({ document, place, offset }) => {
        // A blank is worth a look only where a value or a step begins.
        const before = document.getText().slice(Math.max(0, offset - 2), offset)
        if (params.context?.triggerCharacter === ' ' && !/[:-] $/.test(before)) return []
        if (!isKnown(place, document.getText(), offset)) return []
        return completions(place, { document, offset, carets: this.#carets, around: this.#around }, this.#worlds)
      }),
    )
    connection.onHover((params, token) =>
      this.#at(params, token, null, async ({ document, place, offset, text }) => {
        if (!isKnown(place, text, offset)) return null
        const found = hoverYaml(
          text,
          offset,
          yamlContext(place.kind, await this.#worlds.at(place, text, offset, this.#around)),
        )
        if (!found) return null
        const value = `**${found.title.replaceAll(/[\\`*_{}[\]<>]/g, '\\$&')}**\n\n${found.text}`
        return { contents: { kind: 'markdown', value }, range: rangeOf(document, found.range) }
      }),
    )
    connection.onDefinition((params, token) =>
      this.#at(params, token, [], async (asked) => this.#names.definition(asked)),
    )
    connection.onReferences((params, token) =>
      this.#at(params, token, [], async (asked) => this.#names.references(asked, params.context.includeDeclaration)),
    )
    connection.onPrepareRename((params, token) =>
      this.#at(params, token, null, async (asked) => {
        const found = this.#names.renamed(asked)
        return found ? { range: rangeOf(asked.document, found.range), placeholder: found.name } : null
      }),
    )
    connection.onRenameRequest((params, token) =>
      this.#at(params, token, null, async (asked) => this.#names.rename(asked, params.newName)),
    )
    this.#answerOnFiles()
  }

  #answerOnFiles(): void {
    const connection = this.#connection
    const start = { line: 0, character: 0 }
    connection.onDocumentSymbol(({ textDocument }, token) =>
      this.#at({ textDocument, position: start }, token, [], async ({ place, document }) => symbols(place, document)),
    )
    connection.onDocumentFormatting(({ textDocument }, token) =>
      this.#at({ textDocument, position: start }, token, [], async ({ document, text }) => {
        const formatted = formatYaml(text)
        return 'problem' in formatted ? [] : formatted.edits.map((edit) => editOf(document, edit))
      }),
    )
    connection.onCodeAction(({ textDocument, context }, token) =>
      this.#at({ textDocument, position: start }, token, [], async ({ document }) =>
        actions(document, context.diagnostics),
      ),
    )
  }

  /** Answers about a place of a file of ours; with nothing, about others, and where it goes wrong. */
  async #at<T>(
    { textDocument, position }: TextDocumentPositionParams,
    token: CancellationToken,
    nothing: T,
    answer: (asked: {
      readonly document: TextDocument
      readonly place: Place
      readonly text: string
      readonly offset: number
    }) => Promise<T>,
  ): Promise<T> {
    const document = this.#documents.get(textDocument.uri)
    if (!document || token.isCancellationRequested) return nothing
    try {
      const place = this.#place(document)
      if (!place) return nothing
      return await answer({ document, place, text: document.getText(), offset: document.offsetAt(position) })
    } catch (error) {
      if (error instanceof ResponseError) throw error
      this.#failed(error)
      return nothing
    }
  }

  #place(document: TextDocument): Place | undefined {
    return this.#workspace.place({ uri: document.uri, getText: () => document.getText() })
  }

  #failed(error: unknown): void {
    this.#connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  #checkSoon(): void {
    clearTimeout(this.#timer)
    const size = Math.max(0, ...this.#documents.all().map((one) => one.getText().length))
    this.#timer = setTimeout(
      () => {
        this.#checking = this.#checking.then(() => this.#check()).catch((error: unknown) => this.#failed(error))
      },
      size > LARGE ? LONG_PAUSE : PAUSE,
    )
  }

  /** Checks what is open, each project by itself, and says what is wrong where something was or is. */
  async #check(): Promise<void> {
    const groups = new Map<string, OpenFile[]>()
    for (const { place, document } of this.#workspace.openPlaces()) {
      const key = place.isProject ? place.root : place.path
      groups.set(key, [...(groups.get(key) ?? []), { place, text: document.getText() }])
    }
    const found = new Map<string, Diagnostic[]>()
    for (const group of groups.values()) {
      for (const [path, all] of await this.#checks.of(group, this.#around)) found.set(path, all)
    }
    const before = this.#told
    this.#told = new Set(found.keys())
    for (const path of new Set([...before, ...found.keys()])) {
      const text = this.#workspace.text(path) ?? ''
      const document = this.#workspace.document(path)
      void this.#connection.sendDiagnostics({
        uri: this.#workspace.uri(path),
        ...(document ? { version: document.version } : {}),
        diagnostics: (found.get(path) ?? []).map((one) => diagnosticOf(text, one)),
      })
    }
  }
}

/** Serves until the editor goes away. */
export async function serve(options: ServeOptions): Promise<void> {
  const ended = new Promise<void>((resolve) => process.stdin.once('close', () => resolve()))
  new Server(createConnection(ProposedFeatures.all, process.stdin, process.stdout), options)
  await ended
}
