/** What the lock file says of one package. */
export type LockedPackage = {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optional?: boolean
  readonly dev?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export type Packages = Readonly<Record<string, LockedPackage>>

/**
 * The optional dependencies that the lock file leaves out: builds for other platforms which the registry did not have when
 * it was written. `npm ci` refuses such a lock file, and on those platforms the tool would be missing. By path, as the lock
 * file would have them.
 */
export function leftOut(packages: Packages): Readonly<Record<string, LockedPackage>> {
  const found = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map(
        ([name, version]) =>
          [`node_modules/${name}`, { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) }] as const,
      ),
  )
  return Object.fromEntries(found)
}

/** What is wrong with a lock file, a sentence each. */
export function lockFaults(packages: Packages): readonly string[] {
  return [
    ...Object.keys(leftOut(packages)).map((path) => `package-lock.json leaves out ${path}; run: node scripts/complete-lock.ts`),
    ...Object.entries(packages)
      .filter(([, { resolved }]) => resolved?.startsWith('http'))
      .map(([path]) => `package-lock.json names the host that ${path} came from`),
  ]
}

/** The platform that the name of a prebuilt package ends with: `binding-linux-arm64-musl`, `cli-win32-x64`. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const match = /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(.*))?$/.exec(name)
  const [, os, cpu, rest = ''] = match ?? []
  if (os === undefined || cpu === undefined) return {}
  if (os !== 'linux') return { os: [os], cpu: [cpu] }
  return { os: [os], cpu: [cpu], libc: [rest.startsWith('musl') ? 'musl' : 'glibc'] }
}
