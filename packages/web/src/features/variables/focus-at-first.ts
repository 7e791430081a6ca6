/** As a `ref`: the field has the focus when its dialog opens, its text selected to be typed over. */
export function focusAtFirst(field: HTMLInputElement | HTMLTextAreaElement | null): void {
  field?.focus()
  field?.select()
}
