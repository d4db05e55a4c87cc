/** Whether the browser may clear what this device keeps when it is short of space, or was not used for long. Null: it does not say. */
export type Lasting = boolean | null

let isAsked = false

/** Asks for storage that only the person clears, once a page: Firefox asks the person, others decide by how the app is used. */
export async function askForLasting(): Promise<void> {
  if (isAsked) return
  isAsked = true
  if ((await readLasting()) === false) await navigator.storage.persist().catch(() => false)
}

export async function readLasting(): Promise<Lasting> {
  const manager = storageManager()
  return manager === undefined ? null : manager.persisted().catch(() => null)
}

/** Undefined on pages that are not secure, and in old browsers. */
function storageManager(): StorageManager | undefined {
  return (navigator as Partial<Navigator>).storage
}
