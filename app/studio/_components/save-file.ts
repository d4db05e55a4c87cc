/** Gives the person a text as a file of their own. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun by then; Safari needs the address a little longer than the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
