import { toast } from './toast.tsx'

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(`Copied ${what}.`)
  } catch {
    toast('The browser does not let this page write to the clipboard.', { tone: 'fail' })
  }
}

/** What is on the clipboard; undefined where the browser does not let this page read it. */
export async function clipboardText(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    toast('The browser does not let this page read the clipboard. Choose a step and press the keys for pasting.', {
      tone: 'fail',
    })
    return undefined
  }
}
