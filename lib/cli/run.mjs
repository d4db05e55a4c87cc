// The door to every command: `node lib/cli/run.mjs <command> …`. Plain JavaScript without imports of packages, so that it can say
// what is missing on an old Node and before anything is installed.

const NEEDED = [20, 19]

const commands = {
  start: './start.ts',
  dev: './dev.ts',
  build: './build.ts',
  test: './test.ts',
  check: './check.ts',
  soak: './soak.ts',
  passphrase: './passphrase.ts',
  backup: './backup.ts',
  'copy-store': './copy-store.ts',
  export: './export.ts',
  screens: '../../test/support/take-screens.ts',
  icons: '../../test/support/draw-icons.ts',
  network: '../../test/support/network-by-hand.ts',
  bench: '../../test/bench/run.ts',
}

main(process.argv[2], process.argv.slice(3)).catch(fail)

async function main(command, args) {
  if (!isNewEnough(process.versions.node)) {
    throw problem(
      `Node ${NEEDED.join('.')} or newer is needed, this is v${process.versions.node}. Get it from https://nodejs.org.`,
    )
  }
  if (!Object.hasOwn(commands, command)) {
    throw problem(`There is no command "${command || ''}". There are: ${Object.keys(commands).join(', ')}.`)
  }
  const { installPackages } = await import('./install-packages.mjs')
  await installPackages()
  const { register } = await import('tsx/esm/api')
  register()
  const { run } = await import(commands[command])
  await run(args)
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

function problem(message) {
  return Object.assign(new Error(message), { name: 'Problem' })
}

/** What a person can mend is said in its own words; anything else is our mistake and shows where it happened. */
function fail(error) {
  const ours = error instanceof Error && (error.name === 'Problem' || error.name === 'ConfigError')
  console.error(ours ? error.message : error)
  process.exit(1)
}
