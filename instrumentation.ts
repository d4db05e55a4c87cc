/** Next calls this once when a server starts: the followers finish what the last process left. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { runtime } = await import('./lib/server/runtime.ts')
  runtime().followers.start()
  runtime().photos.start()
}
