/** True for a reader who asked for less data. Source: https://wicg.github.io/savedata/ */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } } // not in every browser, nor in TypeScript's library
  return connection?.saveData === true
}
