/** Issues as they are looked for. In SQL of our own, where Prisma's would not use the indexes made for it. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import { toWordsQuery } from '../database/words.ts'
import { TOPIC } from './search.ts'
import { type IssueState, OPEN } from './state.ts'
import { parseState } from './state-schema.ts'

export interface Wanted {
  /** Undefined: all. */
  stages: readonly string[] | undefined
  /** One of them is concerned; undefined: all. */
  groups: readonly string[] | undefined
  /** Each begins a word of the topic. */
  words: string | undefined
}

/** Issues, the latest changed first, without the first `skip`. At most `most`. */
export async function listIssues(
  tx: Transaction,
  wanted: Wanted,
  most: number,
  skip = 0,
): Promise<IssueState[]> {
  const { stages, groups, words } = wanted
  const query = words === undefined ? undefined : toWordsQuery(words)
  if (query === '') return []
  const concerned =
    groups &&
    Prisma.sql`EXISTS (SELECT FROM "IssueGroup" g
    WHERE g."issueId" = i.id AND g."groupId" = ANY(${[...groups]}::text[]))`
  const conditions = [
    ...(stages ? [stages === OPEN ? IS_OPEN : Prisma.sql`stage = ANY(${[...stages]}::text[])`] : []),
    ...(concerned ? [concerned] : []),
  ]
  if (query === undefined) return read(tx, conditions, most, skip)
  const found = Prisma.sql`${TOPIC} @@ to_tsquery('simple', ${query})`
  // A word that many topics have would have them all read and sorted; it is among the latest often enough.
  const latest = await tx.$queryRaw<Row[]>`
    SELECT state FROM (SELECT * FROM "Issue" i ${whereOf(conditions)} ${LATEST_FIRST} LIMIT ${LATEST}) AS i
    WHERE ${found} ${LATEST_FIRST} OFFSET ${skip} LIMIT ${most}`
  if (latest.length === most) return latest.map(toState)
  // Apart, so that it is read by the index of words: PostgreSQL takes every word for a frequent one.
  const rows = await tx.$queryRaw<Row[]>`
    WITH i AS MATERIALIZED (SELECT id, stage, state, "changedAt" FROM "Issue" WHERE ${found})
    SELECT state FROM i ${whereOf(conditions)} ${LATEST_FIRST} OFFSET ${skip} LIMIT ${most}`
  return rows.map(toState)
}

async function read(
  tx: Transaction,
  conditions: Prisma.Sql[],
  most: number,
  skip: number,
): Promise<IssueState[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT state FROM "Issue" i ${whereOf(conditions)} ${LATEST_FIRST} OFFSET ${skip} LIMIT ${most}`
  return rows.map(toState)
}

interface Row {
  state: unknown
}

const toState = ({ state }: Row): IssueState => parseState(state)

const LATEST = 300
const LATEST_FIRST = Prisma.sql`ORDER BY "changedAt" DESC, id DESC`

const whereOf = (conditions: Prisma.Sql[]) =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty

/** In the words of the partial index of open issues. */
const IS_OPEN = Prisma.sql`stage IN (${Prisma.join([...OPEN])})`

/** Open issues that one of these SGs is asked to coordinate, or offers to; the longest unchanged first. */
export async function offeredTo(
  tx: Transaction,
  groups: readonly string[],
  most: number,
): Promise<IssueState[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT state FROM "Issue"
    WHERE (state #>> '{coordination,offer,group}' = ANY(${[...groups]}::text[])
      OR state #>> '{leadOffer,group}' = ANY(${[...groups]}::text[])) AND ${IS_OPEN}
    ORDER BY "changedAt" LIMIT ${most}`
  return rows.map(toState)
}

/** The most issues that are read for what waits to be confirmed. */
const MAX_UNCONFIRMED = 200

/** Issues with something that TSB recorded for one of these groups and that is not confirmed; by their numbers. */
export async function withUnconfirmedOf(tx: Transaction, groups: readonly string[]): Promise<IssueState[]> {
  const wanted = groups.map(group => JSON.stringify([{ group }]))
  const rows = await tx.$queryRaw<Row[]>`
    SELECT state FROM "Issue" WHERE state -> 'unconfirmed' @> ANY(${wanted}::jsonb[])
    ORDER BY id LIMIT ${MAX_UNCONFIRMED}`
  return rows.map(toState)
}

/** Issues with something that TSB recorded from one source and that is not confirmed; by their numbers. */
export async function withUnconfirmedFrom(
  tx: Transaction,
  said: string,
  most: number,
): Promise<IssueState[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT state FROM "Issue" WHERE state -> 'unconfirmed' @> ${JSON.stringify([{ said }])}::jsonb
    ORDER BY id LIMIT ${most}`
  return rows.map(toState)
}

/** The places where unconfirmed acts that TSB recorded were said, statements included; each once. */
export async function listUnconfirmedSources(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ said: string }[]>`
    SELECT DISTINCT entry ->> 'said' AS said
    FROM "Issue", jsonb_array_elements(state -> 'unconfirmed') AS entry
    WHERE jsonb_array_length(state -> 'unconfirmed') > 0
    UNION
    SELECT s.said FROM "Statement" s
    WHERE s.said IS NOT NULL AND NOT EXISTS (SELECT FROM "StatementAnswer" a WHERE a."statementId" = s.id)
    ORDER BY said`
  return rows.flatMap(row => row.said ?? [])
}

/** Issues with an entry that is not in its group's name and on which others have acted; by their numbers. */
export async function withDisputes(tx: Transaction, most: number): Promise<IssueState[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT state FROM "Issue" WHERE jsonb_array_length(state -> 'disputed') > 0 ORDER BY id LIMIT ${most}`
  return rows.map(toState)
}
