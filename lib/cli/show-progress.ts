/** Hears how many of how many steps are done, and says so: on a terminal in one line that moves, elsewhere a line every tenth. Nothing for a short job. */
export function showProgress(what: string, out: Screen = process.stdout): (done: number, of: number) => void {
  const step = out.isTTY ? 1 : 10
  let shown = 0
  return (done, of) => {
    const percent = Math.floor((done / of) * 100)
    if (of < LONG || percent < shown + step) return
    shown = percent - (percent % step)
    const isLast = percent === 100
    out.write(out.isTTY ? `\r${what} ${percent} %${isLast ? '\n' : ''}` : `${what} ${shown} %\n`)
  }
}

interface Screen {
  isTTY?: boolean
  write(text: string): unknown
}

/** Steps; fewer take less than a second. */
const LONG = 1_000
