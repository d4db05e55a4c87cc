/** Whether the browser may clear what this device keeps when it is short of space, or was not used for long. Null: it does not say. */
export type Lasting = boolean | null

/** Asks for storage that only the person clears. The answer is the browser's; Firefox asks the person, others decide by how the app is used. */
export async function askForLasting(): Promise<Lasting> {
  if ((await readLasting()) === true) return true
  return (
    (await storageManager()
      ?.persist()
      .catch(() => null)) ?? null
  )
}

export async function readLasting(): Promise<Lasting> {
  return (
    (await storageManager()
      ?.persisted()
      .catch(() => null)) ?? null
  )
}

/** Undefined on pages that are not secure, and in old browsers. */
function storageManager(): StorageManager | undefined {
  return (navigator as Partial<Navigator>).storage
}
