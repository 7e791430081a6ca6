declare const MERLON_VERSION: string

/** Put in when the command is bundled. */
export const version: string = MERLON_VERSION
