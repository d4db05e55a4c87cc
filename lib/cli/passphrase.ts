import { changePassphrase } from '../server/auth/owner.ts'
import { newPassphrase } from '../server/auth/passphrase.ts'
import { readConfig } from '../server/config.ts'
import { withExistingStore } from './with-existing-store.ts'

/** `npm run passphrase`: makes a new passphrase for the owner and ends every session, also while PusherCast runs. */
export async function run(): Promise<void> {
  const config = readConfig(process.env)
  const passphrase = newPassphrase()
  await withExistingStore(config, store => changePassphrase(store, passphrase))
  console.log(`Your new passphrase: ${passphrase}\n(shown only now; everybody has to sign in again)`)
  if (config.ownerPassphrase) {
    console.log(
      'OWNER_PASSPHRASE is set, so the next start brings that one back. Change or unset it to keep the new one.',
    )
  }
}
