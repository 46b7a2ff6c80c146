import { describe, expect, it } from 'vitest'
import { createFileSystems } from '../../src/proc/file-systems.ts'
import { createFakeProc } from './fake-proc.ts'

const PID = 77

const OURS = `21 26 0:20 / /proc rw,relatime - proc proc rw
24 23 0:22 / /dev/shm rw,nosuid master:3 - tmpfs tmpfs rw,size=24683620k
26 1 253:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 26 0:45 / /var/lib/with\\040-\\040dash rw,relatime shared:1 master:2 propagate_from:2 - overlay overlay rw,upperdir=/x
31 26 0:46 / /mnt/btrfs rw - btrfs /dev/sdb rw
32 26 0:47 / /mnt/nfs rw - nfs4 server:/x rw
33 26 0:48 / /mnt/9p rw - 9p share rw
34 26 0:49 / /mnt/fuse rw - fuse.sshfs host: rw
35 26 0:50 / /mnt/ram rw - ramfs none rw
36 26 0:51 / /dev/hugepages rw - hugetlbfs hugetlbfs rw,pagesize=2M
37 26 0:6 / /dev rw - devtmpfs udev rw
38 26 0:418 / /run/user/1000 rw - tmpfs tmpfs rw
`

function world(): ReturnType<typeof createFakeProc> {
  const proc = createFakeProc()
  proc.write('self/mountinfo', OURS)
  return proc
}

describe('a device', () => {
  it.each([
    ['fd:01', true, 'ext4'],
    ['103:02', true, 'a block device of another namespace'],
    ['00:2d', true, 'overlay, at a path that looks like the end of the fields'],
    ['00:2e', true, 'btrfs'],
    ['00:2f', true, 'NFS'],
    ['00:30', true, '9p'],
    ['00:31', true, 'FUSE'],
    ['00:16', false, '/dev/shm'],
    ['00:1a2', false, 'a tmpfs with a wide number'],
    ['00:32', false, 'ramfs'],
    ['00:33', false, 'hugetlbfs'],
    ['00:06', false, 'devtmpfs'],
    ['00:01', false, 'memfd, SYSV and /dev/zero, which are mounted nowhere'],
    ['00:00', false, 'anonymous memory'],
  ])('%s is on disk: %s (%s)', (device, onDisk) => {
    const fileSystems = createFileSystems(world().files)
    expect(fileSystems.isOnDisk(device)).toBe(false)
    expect(fileSystems.learn(PID)).toBe(true)
    expect(fileSystems.isOnDisk(device)).toBe(onDisk)
    expect(fileSystems.learn(PID)).toBe(false)
  })

  it('that only the process has mounted is looked for among its mounts', () => {
    const { files, write } = world()
    write(
      `${PID}/mountinfo`,
      '99 98 0:77 / / rw - zfs pool/data rw\n100 99 0:78 / /tmp rw - tmpfs tmpfs rw\n',
    )
    const fileSystems = createFileSystems(files)
    const devices = ['00:4d', '00:4e', 'fd:01', '00:16']
    devices.forEach(fileSystems.isOnDisk)
    fileSystems.learn(PID)
    expect(devices.map(fileSystems.isOnDisk)).toEqual([true, false, true, false])
  })

  it('is judged by its number alone where there are no mounts to be read', () => {
    const fileSystems = createFileSystems(createFakeProc().files)
    const devices = ['fd:01', '00:16']
    devices.forEach(fileSystems.isOnDisk)
    fileSystems.learn(PID)
    expect(devices.map(fileSystems.isOnDisk)).toEqual([true, false])
  })
})
