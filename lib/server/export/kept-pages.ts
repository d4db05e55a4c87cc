export interface KeptPages {
  /** The page of that cast and ETag: kept, being made for another request, or made now. Rejects as `make` does, and keeps nothing then. */
  of(page: { cast: string; etag: string }, make: () => Promise<string>): Promise<Page>
}

/** UTF-8. */
export type Page = Uint8Array<ArrayBuffer>

/** Keeps the last page of each of the `most` casts that were asked for last, of `mostBytes` in all. */
export function keptPages({ most, mostBytes }: { most: number; mostBytes: number }): KeptPages {
  const kept = new Map<string, { etag: string; page: Page }>() // by cast, the one asked for last at the end
  const inMaking = new Map<string, Promise<Page>>() // by ETag

  const keep = (cast: string, made: { etag: string; page: Page }) => {
    kept.delete(cast)
    if (made.page.byteLength > mostBytes) return
    kept.set(cast, made)
    let bytes = [...kept.values()].reduce((sum, { page }) => sum + page.byteLength, 0)
    for (const [oldest, { page }] of kept) {
      if (kept.size <= most && bytes <= mostBytes) return
      kept.delete(oldest)
      bytes -= page.byteLength
    }
  }
  const start = ({ cast, etag }: { cast: string; etag: string }, make: () => Promise<string>) => {
    const work = async () => {
      const page = new TextEncoder().encode(await make())
      keep(cast, { etag, page })
      return page
    }
    const making = work().finally(() => inMaking.delete(etag))
    inMaking.set(etag, making)
    return making
  }

  return {
    async of({ cast, etag }, make) {
      const found = kept.get(cast)
      if (found?.etag === etag) {
        keep(cast, found)
        return found.page
      }
      return inMaking.get(etag) ?? start({ cast, etag }, make)
    },
  }
}
