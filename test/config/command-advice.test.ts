import { expect, test } from 'vitest'
import { adviseOnCommand } from '../../src/config/command-advice.ts'

test.each([
  [['npm', 'start'], 'runner', 'npm start'],
  [['/usr/bin/npm', '--prefix', 'app', 'run', 'serve'], 'runner', 'npm run'],
  [['npx', '--yes', 'http-server'], 'runner', 'npx http-server'],
  [['yarn', 'serve'], 'runner', 'yarn serve'],
  [['/bin/sh', '-c', 'exec npm start -- --port 1'], 'runner', 'npm start'],
  [['docker', '-H', 'unix:///x', 'run', '--rm', 'redis'], 'client', 'docker run'],
  [['docker-compose', 'up'], 'client', 'docker-compose up'],
  [['podman', 'run', 'redis'], 'client', 'podman run'],
  [['systemctl', 'start', 'nginx'], 'client', 'systemctl start'],
  [['bash', '-c', 'docker compose up'], 'client', 'docker compose'],
] as const)('%j is a %s', (command, kind, words) => {
  expect(adviseOnCommand([...command] as [string, ...string[]])).toEqual({ kind, words })
})

test.each([
  [['node', 'server.js']],
  [['npm', '--version']],
  [['docker', 'ps']],
  [['dockerd']],
  [['constructor', 'start']],
  [['sh', '-c', 'node npm start']],
  [['sh', '-c']],
] as const)('%j is the program itself', (command) => {
  expect(adviseOnCommand([...command] as [string, ...string[]])).toBeNull()
})
