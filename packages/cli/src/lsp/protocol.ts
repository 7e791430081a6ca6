/** The protocol's own library, in a file of its own: only `merlon lsp` loads it. */
export {
  CodeActionKind,
  CompletionItemKind,
  createConnection,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  InsertTextFormat,
  InsertTextMode,
  ProposedFeatures,
  ResponseError,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
export { TextDocument } from 'vscode-languageserver-textdocument'
