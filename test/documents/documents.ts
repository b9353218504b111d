/** The documents of the project, and what stands in them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Document {
  path: string
  text: string
  /** Texts between backticks within a line. */
  codes: string[]
  /** The lines of fenced blocks, but not of those that show what the program says (```text). */
  lines: string[]
  /** Paths of the project's files in the lines of fenced blocks. */
  files: string[]
  /** The targets of its links to files, as they are written. */
  links: string[]
}

/** At the beginning of a word, or below the folder in which the program is installed. */
const FILE =
  /(?<![\w./-]|\w:)(?:src|docs|test|prisma|scripts|demo|bench|chaos)\/[\w./-]*\w|(?<=\/opt\/intersg\/)(?!node_modules)[\w./-]+/g

export function readDocuments(): Document[] {
  const patterns = ['*.md', 'docs/**/*.md', 'src/**/*.md', 'test/**/*.md']
  const paths = globSync(patterns, { cwd: ROOT })
  return paths.toSorted().map(path => documentOf(path, readFileSync(`${ROOT}${path}`, 'utf8')))
}

export function documentOf(path: string, text: string): Document {
  const fenced = /^```.*\n([\s\S]*?)^```$/gm
  const prose = text.replace(fenced, '')
  const lines = [...text.matchAll(fenced)]
    .filter(([block]) => !block.startsWith('```text'))
    .flatMap(m => m[1]!.split('\n'))
  return {
    path,
    text,
    codes: [...prose.matchAll(/(?<!\\)`([^`\n]+)`/g)].map(m => m[1]!),
    lines,
    files: lines.flatMap(line => [...line.matchAll(FILE)].map(m => m[0])),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(m => m[1]!).filter(to => !/^(https?:|#)/.test(to)),
  }
}
