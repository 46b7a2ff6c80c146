/** What a system error means, in words; its own text where there are none. */
export function causeInWords({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `permission denied (${code})`
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `no space left for it (${code})`
    case 'EROFS':
      return 'the file system is read-only (EROFS)'
    case 'ENOENT':
      return 'there is no such file or folder (ENOENT)'
    case 'EISDIR':
      return 'it is a folder (EISDIR)'
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open (${code})`
    case 'ENOMEM':
      return 'there is not enough memory (ENOMEM)'
    case 'EAGAIN':
      return 'there are too many processes (EAGAIN)'
    case 'ENXIO':
      return 'nobody reads from it (ENXIO)'
    case 'ENOTDIR':
      return 'a part of its path is a file, not a directory (ENOTDIR)'
    case 'ELOOP':
      return 'its symbolic links go round in a circle (ELOOP)'
    case undefined:
    default:
      return message
  }
}

/** The valid values, one after the other. */
export const list = (values: readonly string[]): string => values.join(', ')

/** {@link list}, of many values the first ones and how many more there are. */
export function someOf(values: readonly string[], most: number): string {
  return values.length <= most
    ? list(values)
    : `${list(values.slice(0, most))} and ${values.length - most} more`
}
