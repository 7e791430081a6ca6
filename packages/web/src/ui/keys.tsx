/** A shortcut as keys, in the words of this computer. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const SIGNS: Readonly<Record<string, string>> = isMac
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Backspace: '⌫', Escape: 'esc', ArrowUp: '↑', ArrowDown: '↓' }
  : { Mod: 'Ctrl', Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }

export const keysText = (keys: string): string =>
  keys
    .split('+')
    .map((key) => SIGNS[key] ?? key)
    .join(isMac ? '' : '+')

export function Keys({ keys }: { keys: string }) {
  return (
    <span aria-hidden="true" className="rounded border border-current px-1 font-sans text-xs leading-4">
      {keysText(keys)}
    </span>
  )
}
