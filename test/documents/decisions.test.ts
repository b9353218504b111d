/** Each decision says its status and date, and stands in the list of docs/decisions/README.md. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT } from './documents.ts'

const FOLDER = `${ROOT}docs/decisions/`
const files = readdirSync(FOLDER).filter(file => /^\d{4}-/.test(file))
const index = readFileSync(`${FOLDER}README.md`, 'utf8')

test.each(files)('%s has a number, a status and a date, as the list says', file => {
  const text = readFileSync(FOLDER + file, 'utf8')
  const [, number, title] = /^# (\d{4}) (.+)$/m.exec(text)!
  const status = /^\*\*Status:\*\* ((?:accepted|superseded by \[\d{4}\]\([\w.-]+\))).*<br>$/m.exec(text)?.[1]
  const date = /^\*\*Date:\*\* (\d{4}-\d\d-\d\d)/m.exec(text)?.[1]
  expect(file.slice(0, 4)).toBe(number)
  expect(index).toContain(`| [${number}](${file}) | ${title} | ${status} | ${date} |`)
  expect(text).toMatch(/^\*\*(?:Context|Causes)\.|^Libraries do/m)
})

test('a number is used once, and the gaps are explained', () => {
  const numbers = files.map(file => Number(file.slice(0, 4)))
  expect(new Set(numbers).size).toBe(numbers.length)
  const gaps = Array.from({ length: Math.max(...numbers) }, (_, i) => i + 1).filter(n => !numbers.includes(n))
  const note = index.split('\n\n').at(-1)!
  expect(gaps.filter(n => !note.includes(String(n).padStart(4, '0')))).toEqual([])
  expect([...note.matchAll(/\b\d{4}\b/g)].map(m => Number(m[0])).toSorted()).toEqual(gaps)
})
