/** Where an event stands for a reader who holds rev `mine`: apply `next`, drop `known`, fetch what lies in a `gap`. Source: README, Reading. */
export function placeOf(event: { rev: number }, mine: number): 'next' | 'known' | 'gap' {
  if (event.rev <= mine) return 'known'
  return event.rev === mine + 1 ? 'next' : 'gap'
}
