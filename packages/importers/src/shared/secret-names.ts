const SECRET = /pass(?:word|wd|phrase)|secret|token|api[_-]?key|credential|private[_-]?key/i

/** Whether what is called like this is, by all experience, to be kept secret. */
export const soundsSecret = (name: string): boolean => SECRET.test(name)
