/** The command as it is shipped. */
import { spawn } from 'node:child_process'
import { builtCommand } from '../../../cli/src/test/build.ts'

/** Runs it in a folder and waits for its end; what it said on either stream. */
export async function runCommand(
  folder: string,
  ...args: readonly string[]
): Promise<{ exit: number | null; said: string }> {
  const child = spawn(process.execPath, [await builtCommand(), ...args], { cwd: folder })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, said }))
  })
}
