/** An importer is one file: what it is called, what it accepts, and how files of another tool become a project. */
import type { Catalog } from '@merlon/engine'

/** A remark about one place of what was imported. */
export interface FidelityNote {
  /** As in the input; for an entry of an archive, its path there. */
  readonly file: string
  /** From 1. */
  readonly line?: number
  readonly message: string
}

/** How much of what was there is in the result. */
export interface FidelityReport {
  readonly tests: number
  /** Steps that were found, those inside other steps included. */
  readonly steps: number
  /** Those of `steps` that are steps of the result, the others being comments in it. */
  readonly kept: number
  readonly snippets: number
  /** Variables of the vault. */
  readonly variables: number
  readonly environments: number
  /** Files taken over as they are. */
  readonly files: number
  /** What is there in another form, or with a meaning that deserves a look. */
  readonly changed: readonly FidelityNote[]
  /** What is not there any more. */
  readonly lost: readonly FidelityNote[]
}

export interface ImportInput {
  /** Contents by path, with `/`: one file, an archive, or what is below a folder. Archives are opened by the importer. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  /** What the file or folder is called, without extension; names the project. */
  readonly name: string
  readonly catalog: Catalog
}

export interface ImportResult {
  /** By path relative to the root of the new project. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  readonly report: FidelityReport
}

export interface Importer {
  /** Names it on the command line. */
  readonly kind: string
  readonly title: string
  readonly summary: string
  /** Extensions of the files it accepts, without dot; folders are always accepted. */
  readonly accepts: readonly string[]
  /** Rejects with an Error for the user where the input as a whole cannot be read. */
  run(input: ImportInput): Promise<ImportResult>
}

export function defineImporter(importer: Importer): Importer {
  return importer
}
