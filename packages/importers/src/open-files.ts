/** What an importer is given, with archives opened and texts read. */

export interface OpenFile {
  readonly content: string | Uint8Array
  /** The content as text; of what is no text, something unreadable. */
  text(): string
}

/** Together, unpacked. More than that is no export of tests but a mistake, or a trap. */
const MOST_BYTES = 500_000_000
const MOST_FILES = 50_000

const isZip = (content: string | Uint8Array): content is Uint8Array =>
  typeof content !== 'string' && content[0] === 0x50 && content[1] === 0x4b && content[2] === 3 && content[3] === 4

type Fflate = typeof import('fflate')

function opened(content: string | Uint8Array, { strFromU8 }: Fflate): OpenFile {
  let text = typeof content === 'string' ? content : undefined
  return { content, text: () => (text ??= strFromU8(content as Uint8Array).replace(/^\ufeff/, '')) }
}

function unpacked(path: string, archive: Uint8Array, { unzipSync }: Fflate): Record<string, Uint8Array> {
  let bytes = 0
  let files = 0
  const tooLarge = new Error(`${path} unpacks to more than ${MOST_BYTES / 1_000_000} MB or ${MOST_FILES} files`)
  try {
    return unzipSync(archive, {
      filter({ name, originalSize }) {
        if (name.endsWith('/')) return false
        bytes += originalSize
        files += 1
        if (bytes > MOST_BYTES || files > MOST_FILES) throw tooLarge
        return true
      },
    })
  } catch (error) {
    if (error === tooLarge) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} cannot be unpacked: ${reason}`)
  }
}

/**
 * Opens the archives among files. An archive that is the only file stands for its entries; beside others, its entries
 * are in a folder of its name. Rejects with an Error for the user when an archive cannot be read.
 */
export async function openFiles(files: ReadonlyMap<string, string | Uint8Array>): Promise<Map<string, OpenFile>> {
  const fflate = await import('fflate')
  const open = new Map<string, OpenFile>()
  for (const [path, content] of files) {
    if (!isZip(content) || !/\.zip$/i.test(path)) {
      open.set(path.replaceAll('\\', '/'), opened(content, fflate))
      continue
    }
    const folder = files.size === 1 ? '' : `${path.replace(/\.zip$/i, '')}/`
    for (const [name, entry] of Object.entries(unpacked(path, content, fflate))) {
      open.set(`${folder}${name.replaceAll('\\', '/')}`, opened(entry, fflate))
    }
  }
  return open
}
