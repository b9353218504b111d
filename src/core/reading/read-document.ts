/** A document as what it would enter, what disagrees in it, and what could not be read. Nothing here writes. */
import type { Disagreement } from './disagreements/disagreement.ts'
import { findDisagreements } from './disagreements/find-disagreements.ts'
import { toMaterial } from './disagreements/material.ts'
import type { Document } from './document.ts'
import { type Entry, toEntries } from './entries.ts'
import type { Finding, Recognised, Unread } from './findings.ts'
import type { Known } from './known.ts'
import { recognisePlan } from './recognise/action-plan.ts'
import { recogniseActions } from './recognise/actions.ts'
import { recogniseDeliverables } from './recognise/deliverables.ts'
import { type DocumentTable, recogniseDocuments } from './recognise/document-tables.ts'
import { recogniseHeldMeetings } from './recognise/held-meetings.ts'
import { recogniseJointActivities } from './recognise/joint-activities.ts'
import { recogniseJointTable } from './recognise/joint-tables.ts'
import { leftOver } from './recognise/left-over.ts'
import { recogniseLiaisons, recogniseOutgoing } from './recognise/liaisons.ts'
import { recogniseListedMeetings } from './recognise/listed-meetings.ts'
import { lostTables } from './recognise/lost-tables.ts'
import { recognisePeople } from './recognise/people.ts'
import { recognisePlannedTable } from './recognise/planned-tables.ts'
import { type DocumentKind, inOrder, type Scene, tables, toScene } from './recognise/scene.ts'
import { recogniseStatements } from './recognise/statements.ts'
import { recogniseTotals } from './recognise/totals.ts'

export interface Reading {
  name: string
  digest: string
  kind: DocumentKind
  /** The group whose report or agenda it is; null: not stated. */
  group: string | null
  /** The days of its meeting, as "2026-01-26"; null: not stated. */
  meeting: Scene['meeting']
  findings: Finding[]
  /** One for each entry of a register, however often it stands in the document. */
  entries: Entry[]
  disagreements: Disagreement[]
  unread: Unread[]
}

/** `known`: what the registers and the calendar have, for disagreements with them. */
export function readDocument(document: Document, known: Known = {}): Reading {
  const scene = toScene(document)
  const parts = recognise(scene)
  const byPlace = inOrder(scene)
  const findings = parts.flatMap(part => part.findings).toSorted(byPlace)
  const unread = [
    ...parts.flatMap(part => part.unread),
    ...leftOver(scene, findings),
    ...lostTables(scene),
  ].toSorted(byPlace)
  const disagreements = findDisagreements(toMaterial(scene, findings, unread), known)
  return {
    name: document.name,
    digest: document.digest,
    kind: scene.kind,
    group: scene.group,
    meeting: scene.meeting,
    findings,
    entries: toEntries(findings, disagreements, scene.meeting),
    disagreements,
    unread,
  }
}

function recognise(scene: Scene): Recognised[] {
  const actions = recogniseActions(scene)
  const actionFindings = actions.findings.filter(finding => finding.kind === 'action')
  const { read, documentTables } = readTables(scene)
  const documents = documentTables.flatMap(table => table.documents)
  const only = (findings: Finding[]): Recognised => ({ findings, unread: [] })
  return [
    actions,
    ...read,
    recogniseListedMeetings(scene),
    recogniseTotals(documentTables),
    recogniseLiaisons(documentTables.flatMap(table => table.liaisons)),
    only(recogniseOutgoing(actionFindings)),
    recogniseJointActivities(scene, actionFindings, documents),
    only(recogniseStatements(scene)),
    recognisePeople(scene),
    only(recogniseHeldMeetings(scene)),
  ]
}

/** Each table goes to the first recogniser that knows its columns. */
function readTables(scene: Scene): { read: Recognised[]; documentTables: DocumentTable[] } {
  const read: Recognised[] = []
  const documentTables: DocumentTable[] = []
  for (const table of tables(scene)) {
    if (scene.claimed.has(table)) continue
    const documents = recogniseDocuments(table)
    const listed = documents && documents.documents.length > 0 ? documents : undefined
    const part =
      recognisePlan(table) ??
      listed ??
      recogniseDeliverables(table) ??
      recogniseJointTable(table) ??
      documents ??
      recognisePlannedTable(table, scene)
    // A table of which nothing was understood stays among what is left over.
    if (!part || (part.findings.length === 0 && part.unread.length === 0 && !hasTotals(part))) continue
    scene.claimed.add(table)
    if (part === documents) documentTables.push(documents)
    read.push(part)
  }
  return { read, documentTables }
}

const hasTotals = (part: Recognised): boolean => 'totals' in part
