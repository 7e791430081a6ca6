/** An editor that speaks with `merlon lsp` over its standard input and output. */
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Folder } from '../../test/cli.ts'

export interface Editor {
  readonly connection: ProtocolConnection
  readonly greeting: InitializeResult
  readonly ended: Promise<number | null>
  uri(path: string): string
  /** Opens a file with a text, which need not be the one on disk; `|` marks the caret and is taken out. */
  open(path: string, text: string): Promise<Caret>
  /** Replaces the text of an open file. */
  change(path: string, text: string): Promise<void>
  /** What is said to be wrong with a file, once it satisfies a test. */
  diagnostics(path: string, when: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>
  complete(caret: Caret): Promise<readonly CompletionItem[]>
  close(): Promise<number | null>
}

export interface Caret {
  readonly textDocument: { readonly uri: string }
  readonly position: { readonly line: number; readonly character: number }
  readonly text: string
}

/** The text with edits of the protocol carried out. */
export const applied = (text: string, edits: readonly TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create('', '', 0, text), [...edits])

export async function editor(
  folder: Folder,
  { capabilities = {}, args = [] }: { capabilities?: ClientCapabilities; args?: readonly string[] } = {},
): Promise<Editor> {
  const { process: child, finished } = await folder.start(['lsp', '--stdio', ...args], { input: null })
  if (!child.stdout || !child.stdin) throw new Error('the server has no standard input and output')
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const uri = (path: string): string => pathToFileURL(`${folder.path}/${path}`).href
  const told = new Map<string, readonly Diagnostic[]>()
  const heard = new Set<() => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    told.set(params.uri, params.diagnostics)
    for (const one of heard) one()
  })
  connection.listen()
  onTestFinished(() => connection.dispose())
  const greeting = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
  })
  await connection.sendNotification(InitializedNotification.type, {})
  const versions = new Map<string, number>()
  return {
    connection,
    greeting,
    uri,
    ended: finished.then(({ exit }) => exit),
    async open(path, marked) {
      const offset = marked.indexOf('|')
      const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1)
      const document = TextDocument.create(uri(path), 'yaml', 1, text)
      versions.set(path, 1)
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(path), languageId: 'yaml', version: 1, text },
      })
      return { textDocument: { uri: uri(path) }, position: document.positionAt(Math.max(0, offset)), text }
    },
    async change(path, text) {
      const version = (versions.get(path) ?? 0) + 1
      versions.set(path, version)
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      })
    },
    async diagnostics(path, when) {
      for (;;) {
        const all = told.get(uri(path))
        if (all && when(all)) return all
        await new Promise<void>((resolve) => {
          const once = (): void => {
            heard.delete(once)
            resolve()
          }
          heard.add(once)
        })
      }
    },
    async complete({ textDocument, position }) {
      const found = await connection.sendRequest(CompletionRequest.type, { textDocument, position })
      return Array.isArray(found) ? found : (found?.items ?? [])
    },
    async close() {
      await connection.sendRequest(ShutdownRequest.type)
      await connection.sendNotification(ExitNotification.type)
      return (await finished).exit
    },
  }
}
