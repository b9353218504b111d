import type { Document, Table } from './document.ts'
import type { ActionFinding, Recognised } from './findings.ts'
import { recognisePlan } from './recognise/action-plan.ts'
import { recogniseActions } from './recognise/actions.ts'
import { recogniseDeliverables } from './recognise/deliverables.ts'
import { type DocumentTable, recogniseDocuments } from './recognise/document-tables.ts'
import { recogniseHeldMeetings } from './recognise/held-meetings.ts'
import { recogniseJointActivities } from './recognise/joint-activities.ts'
import { recogniseLiaisons, recogniseOutgoing } from './recognise/liaisons.ts'
import { recogniseListedMeetings } from './recognise/listed-meetings.ts'
import { recognisePeople } from './recognise/people.ts'
import { recognisePlannedTable } from './recognise/planned-tables.ts'
import { type Scene, tables, toScene } from './recognise/scene.ts'
import { recogniseStatements } from './recognise/statements.ts'
import { recogniseTotals } from './recognise/totals.ts'

export function readDocument(document: Document) {
  const scene = toScene(document)
  const actions = recogniseActions(scene)
  const actionFindings = actions.findings.filter((f): f is ActionFinding => f.kind === 'action')
  const docTables: DocumentTable[] = []
  const others: Recognised[] = []
  for (const table of tables(scene)) {
    if (scene.claimed.has(table)) continue
    const read = readTable(table, scene)
    if (!read) continue
    scene.claimed.add(table)
    if ('totals' in read) docTables.push(read as DocumentTable)
    others.push(read)
  }
  const documents = docTables.flatMap(t => t.documents)
  const parts: Recognised[] = [
    actions,
    recogniseListedMeetings(scene),
    ...others,
    recogniseTotals(docTables),
    recogniseLiaisons(documents),
    { findings: recogniseOutgoing(actionFindings), unread: [] },
    recogniseJointActivities(scene, actionFindings, documents),
    { findings: recogniseStatements(scene), unread: [] },
    recognisePeople(scene),
    { findings: recogniseHeldMeetings(scene), unread: [] },
  ]
  return { scene, findings: parts.flatMap(p => p.findings), unread: parts.flatMap(p => p.unread) }
}

const readTable = (table: Table, scene: Scene): Recognised | undefined =>
  recognisePlan(table) ??
  recogniseDeliverables(table) ??
  recogniseDocuments(table) ??
  recognisePlannedTable(table, scene)
