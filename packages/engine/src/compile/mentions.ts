/** Snippets and files that a test names outright: looked up before anything runs, those of called snippets too. */
import { type Span, suggest } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { Project } from '../project/project.ts'
import type { Compiler } from './compiler.ts'
import { type CompiledSnippet, compileSnippet } from './snippets.ts'

export interface Mentions {
  readonly snippets: Map<string, Span>
  /** With whether a missing one is only warned about. */
  readonly files: Map<string, { readonly span: Span; readonly warning: boolean }>
}

interface Around {
  readonly catalog: Catalog
  readonly project: Project
  /** What is wrong with a path under the project's `files/`; undefined when the file is there. */
  fileProblem?(path: string): Promise<string | undefined>
}

class Lookup {
  readonly found: Diagnostic[] = []
  private readonly compiler: Compiler
  private readonly around: Around
  private readonly seen = new Map<string, CompiledSnippet>()

  constructor(compiler: Compiler, around: Around) {
    this.compiler = compiler
    this.around = around
  }

  private snippet(name: string, span: Span, path: readonly string[]): void {
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(' → ')
      this.compiler.reading.complain('cycle', `snippets call each other in a circle: ${circle}`, span)
      return
    }
    if (this.seen.has(name)) return
    const { project } = this.around
    const compiled = compileSnippet(name, this.around, this.compiler.dialect, this.compiler.knownNames)
    if (!compiled) {
      const near = suggest(name, [...project.snippets.keys()])
      this.compiler.reading.complain('unknown-snippet', `there is no snippet '${name}'`, span, {
        ...(near ? { label: `did you mean '${near}'?` } : {}),
        help: near ? undefined : 'snippets are the files under `snippets/`',
      })
      return
    }
    this.seen.set(name, compiled)
    this.found.push(...compiled.diagnostics)
    for (const [other, at] of compiled.mentions.snippets) this.snippet(other, at, [...path, name])
  }

  async run(): Promise<void> {
    const { mentions } = this.compiler
    for (const [name, span] of mentions.snippets) this.snippet(name, span, [])
    for (const one of [mentions, ...[...this.seen.values()].map((snippet) => snippet.mentions)]) {
      for (const [path, { span, warning }] of one.files) {
        const problem = await this.around.fileProblem?.(path)
        if (problem !== undefined) this.compiler.reading.complain('missing-file', problem, span, { warning })
      }
    }
  }
}

/** Looks up what a compiled test mentions; complaints about it go to the compiler, those of snippets come back. */
export async function checkMentions(compiler: Compiler, around: Around): Promise<Diagnostic[]> {
  const lookup = new Lookup(compiler, around)
  await lookup.run()
  return lookup.found
}
