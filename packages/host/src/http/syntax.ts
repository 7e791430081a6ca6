/** What names and values of header fields are made of. */

/** RFC 9110, 5.6.2: methods and header names. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** RFC 9110, 5.5: what may not stand in a header's value; beyond U+00FF there is no byte for it. */
export const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/u
