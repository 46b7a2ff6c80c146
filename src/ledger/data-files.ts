/** What the kernel shows as files. */
const KERNEL_FILE = /^\/(?:proc|sys|dev)(?:\/|$)/
/** Mapped, not read: the memory of a library counts by its mapping. */
const LIBRARY = /\.so(?:\.[\w.+-]+)?$/
/** What the C library and OpenSSL look up for themselves, whatever the program does. */
const LIBRARY_CONFIGURATION =
  /^\/etc\/(?:ld\.so\.\w+|locale\.alias|localtime|nsswitch\.conf|passwd|group|hosts|host\.conf|resolv\.conf|gai\.conf)$|^\/usr\/(?:lib|share)\/(?:locale|zoneinfo)\/|\/gconv-modules(?:\.cache|\.d)?$|\/openssl\.cnf$|\.mo$/
const CODE = /\.(?:py|pyc|js|cjs|mjs|ts|node|rb)$/

/** Whether a file is data of the program: only such a file owns the memory that is touched after it is read. */
export function isDataFile(path: string): boolean {
  return ![KERNEL_FILE, LIBRARY, LIBRARY_CONFIGURATION].some((pattern) => pattern.test(path))
}

/** Whether an import of this name reads the file as its code: what follows is the import's own. */
export function isCodeOf(name: string, path: string): boolean {
  return CODE.test(path) || name.endsWith(path.slice(path.lastIndexOf('/') + 1))
}
