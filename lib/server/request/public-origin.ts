import { runtime } from '../runtime.ts'
import { ownOrigin } from './refuse-cross-site.ts'

/** Where people find this installation: as configured, else as they asked for it. */
export function publicOrigin(headers: Headers): string {
  return runtime().config.authUrl ?? ownOrigin(headers)
}
