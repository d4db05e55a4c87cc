/** Waits for a condition, looking after every turn of the event loop; fails after `deadlineMs` with what was awaited. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: () => string = () => condition.toString(),
  deadlineMs = 4_000,
): Promise<void> {
  const giveUpAt = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited ${deadlineMs} ms for ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}
