import type { FileBody } from '@merlon/engine'

export interface RequestBody {
  readonly content: string | Uint8Array | FileBody
  /** Undefined where the author's headers decide. */
  readonly contentType: string | undefined
}
