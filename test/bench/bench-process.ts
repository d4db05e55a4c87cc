import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface, type Interface } from 'node:readline'

/** A script of the benchmarks in a process of its own, ready when it has printed its first line. */
export interface BenchProcess {
  /** The next line that it prints. */
  line(): Promise<string>
  /** Seconds of processor time so far, and megabytes that it holds. */
  usage(): Promise<{ seconds: number; megabytes: number }>
  end(): Promise<void>
}

export async function startProcess(script: string, ...args: (string | number)[]): Promise<BenchProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  await nextLine(lines)
  return {
    line: () => nextLine(lines),
    usage: () => usageOf(child.pid ?? 0),
    end: () => end(child),
  }
}

async function nextLine(lines: Interface): Promise<string> {
  const [line] = await once(lines, 'line')
  return line
}

/** Source: proc(5); the kernel's tick is 1/100 s on every Linux that Node runs on. NaN elsewhere. */
export async function usageOf(pid: number): Promise<{ seconds: number; megabytes: number }> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
    return { seconds: (Number(fields[11]) + Number(fields[12])) / 100, megabytes: Number(kilobytes) / 1024 }
  } catch {
    return { seconds: Number.NaN, megabytes: Number.NaN }
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
