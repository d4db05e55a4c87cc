import { Failure } from '../failure.ts'

/** Reads a JSON body of at most `maxBytes`. Throws `too_large` without reading further, `invalid` for what is no JSON. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Failure('invalid', { path: '' }, { cause: error })
  }
}

/** Reads a UTF-8 body of at most `maxBytes`. Throws as `readJson` does. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length')) > maxBytes) throw new Failure('too_large')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for await (const chunk of chunksOf(request)) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Failure('too_large')
    text += decode(() => decoder.decode(chunk, { stream: true }))
  }
  return text + decode(() => decoder.decode())
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (!reader) return
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}

function decode(step: () => string): string {
  try {
    return step()
  } catch (error) {
    throw new Failure('invalid', { path: '' }, { cause: error }) // not UTF-8
  }
}
