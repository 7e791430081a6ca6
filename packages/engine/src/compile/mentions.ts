/** Snippets and files that a test names outright: looked up before anything runs, those of called snippets too. */
import { type Node, type Span, spanWithin, suggest } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { CheckWorld, Mistake } from '../component.ts'
import type { Project } from '../project/project.ts'
import type { Compiler } from './compiler.ts'
import { type CompiledSnippet, compileSnippet } from './snippets.ts'

export interface Mentions {
  readonly snippets: Map<string, Span>
  /** With whether a missing one is only warned about. */
  readonly files: Map<string, { readonly span: Span; readonly warning: boolean }>
  /** What components want to look at, and where what they find is shown. */
  readonly looks: Look[]
}

export interface Look {
  readonly node: Node | undefined
  /** Of the step, where there is no node. */
  readonly span: Span
  readonly warning: boolean
  readonly look: (world: CheckWorld) => Promise<Mistake | undefined>
}

interface Around extends CheckWorld {
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

  private async look({ node, span, warning, look }: Look): Promise<void> {
    const mistake = await look(this.around)
    if (!mistake) return
    const { message, help, part } = mistake
    const at = node?.kind === 'scalar' && part ? spanWithin(node, part[0], Math.max(part[1], part[0] + 1)) : node?.span
    this.compiler.reading.complain('bad-value', message, at ?? span, { help, warning })
  }

  async run(): Promise<void> {
    const { mentions } = this.compiler
    for (const [name, span] of mentions.snippets) this.snippet(name, span, [])
    for (const one of [mentions, ...[...this.seen.values()].map((snippet) => snippet.mentions)]) {
      for (const [path, { span, warning }] of one.files) {
        const problem = await this.around.fileProblem?.(path)
        if (problem !== undefined) this.compiler.reading.complain('missing-file', problem, span, { warning })
      }
      for (const look of one.looks) await this.look(look)
    }
  }
}

/** Looks up what a compiled test mentions; complaints about it go to the compiler, those of snippets come back. */
export async function checkMentions(compiler: Compiler, around: Around): Promise<Diagnostic[]> {
  const lookup = new Lookup(compiler, around)
  await lookup.run()
  return lookup.found
}
