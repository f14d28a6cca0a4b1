/** Reads statements and parameters from where they stand. UTF-8 only; anything else is refused rather than guessed. */
import { readFile } from 'node:fs/promises'
import { badRequest } from '../core/failure.ts'
import type { Input } from './ports.ts'
import type { StatementSource } from './run-request.ts'

/** The text, as written there. Throws a bad request that names the file. */
export async function readStatement(source: StatementSource, stdin: Input): Promise<string> {
  switch (source.from) {
    case 'argument':
      return source.text
    case 'file':
      return readText(source.path)
    case 'stdin':
      return readInput(stdin)
  }
}

/** The text of a file. Throws a bad request that names it. */
export const readText = async (path: string): Promise<string> =>
  decode(await readFile(path).catch(refuse(path)), path)

/** All that comes through stdin, as text. Throws a bad request. */
export const readInput = async (stdin: Input): Promise<string> =>
  decode(await collect(stdin).catch(refuse('stdin')), 'stdin')

async function collect(stdin: Input): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest(`${name} is not UTF-8 text`)
  }
}

const refuse =
  (name: string) =>
  (error: unknown): never => {
    throw badRequest(`cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
