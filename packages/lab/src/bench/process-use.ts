import { readdirSync, readFileSync } from 'node:fs'

/** Processor time that a process has used so far, user and system, in ms. Linux: fields 14 and 15 of `/proc/<pid>/stat`, in ticks of 10 ms. */
export function cpuMsOf(pid: number): number {
  const fields = statOf(pid)
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** What it holds of the machine's memory, in megabytes. */
export function residentMegabytesOf(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * 4_096) / 1_024 ** 2
}

/** The processes that it started and that run. */
export function childrenOf(pid: number): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return all.map(Number).filter((each) => {
    try {
      return Number(statOf(each)[1]) === pid
    } catch {
      // It ended meanwhile.
      return false
    }
  })
}

/** The fields from the third on; the second is the program's name, which may hold anything. */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
