/** Text as a template that gives just this text. */
export const escapedTemplate = (text: string): string => text.replaceAll('${', '\\${')
