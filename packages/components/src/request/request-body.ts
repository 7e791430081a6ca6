import type { BodyPart } from '@merlon/engine'

export interface RequestBody {
  /** A list where files that are streamed stand between other pieces. */
  readonly content: BodyPart | readonly BodyPart[]
  /** Undefined where the author's headers decide. */
  readonly contentType: string | undefined
}
