import { cpus, totalmem } from 'node:os'
import { publishWithBadHost } from './publish-with-bad-host.ts'

/** `npm run bench`: ratios within one run, as machines differ. Results are recorded in test/bench/README.md. */
export async function run(): Promise<void> {
  const [cpu] = cpus()
  console.log(
    `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  )
  for (const line of await publishWithBadHost()) console.log(line)
}
