/** Undoes percent-encoding; a text that is no such encoding is taken as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
