/** The rows as a Markdown table, and the place for it in docs/performance.md. */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import type { Row } from './row.ts'

const DOCUMENT = new URL('../docs/performance.md', import.meta.url)
const BEGIN = '<!-- npm run bench: begin -->'
const END = '<!-- npm run bench: end -->'

export function renderTable(rows: readonly Row[]): string {
  const lines = rows.map(r => [
    r.what,
    r.ours,
    r.against,
    r.ratio,
    r.goal,
    r.met === undefined ? '–' : r.met ? 'yes' : '**no**',
  ])
  const head = ['what', 'intersg', 'against', 'ratio (spread)', 'goal', 'met']
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** When, where and with what it was measured. */
export async function describeSetup(postgres: string, command: string): Promise<string> {
  const all = {
    ...(await readDependencies('../package.json')),
    ...(await readDependencies('./package.json')),
  }
  const packages = [
    '@slack/bolt',
    'discord.js',
    '@prisma/client',
    'pg',
    'graphile-worker',
    'pg-boss',
    'bullmq',
  ]
  const versions = packages.map(name => `${name} ${all[name]}`).join(', ')
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`
  return [
    `- ${Temporal.Now.plainDateISO()}, commit ${commit}: \`${command}\``,
    `- ${machine}; Node ${process.version}, PostgreSQL ${postgres} (fsync and synchronous_commit on)`,
    `- ${versions}`,
  ].join('\n')
}

/** Puts the text between the document's markers. */
export async function writeDocument(text: string): Promise<void> {
  const old = await readFile(DOCUMENT, 'utf8')
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/performance.md has no ${BEGIN} … ${END}`)
  await writeFile(DOCUMENT, `${old.slice(0, begin)}${BEGIN}\n${text}\n${old.slice(end)}`)
}

async function readDependencies(path: string): Promise<Record<string, string>> {
  const text = await readFile(new URL(path, import.meta.url), 'utf8')
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies
}
