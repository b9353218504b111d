import type { Document } from './document.ts'
import { recogniseActions } from './recognise/actions.ts'
import { recogniseListedMeetings } from './recognise/listed-meetings.ts'
import { recognisePlannedTable } from './recognise/planned-tables.ts'
import { tables, toScene } from './recognise/scene.ts'

export function readDocument(document: Document) {
  const scene = toScene(document)
  const parts = [
    recogniseActions(scene),
    recogniseListedMeetings(scene),
    ...tables(scene).map(t => recognisePlannedTable(t, scene) ?? { findings: [], unread: [] }),
  ]
  return { scene, findings: parts.flatMap(p => p.findings), unread: parts.flatMap(p => p.unread) }
}
