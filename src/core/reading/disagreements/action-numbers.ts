/** Numbers of actions: one used twice, or with another meaning in the list at the head than in its clause (kinds 1 and 3). */
import { documentCode } from '../codes/documents.ts'
import { contentWords, likeness, overlap } from '../codes/words.ts'
import type { ActionFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage, selectKind } from './material.ts'

export function checkActionNumbers({ findings }: Material): Disagreement[] {
  const actions = selectKind(findings, 'action')
  const summary = actions.filter(a => a.stands === 'summary')
  const body = actions.filter(a => a.stands === 'body')
  return [
    ...usedTwice(summary, []),
    ...usedTwice(body, summary),
    ...usedTwice(
      actions.filter(a => a.stands === 'agenda'),
      [],
    ),
    ...(summary.length > 0 ? comparing(summary, body) : []),
    ...addressees(body),
  ]
}

/** Under "Actions for TSAG", in words that still ask WP2: to look at. */
const addressees = (body: readonly ActionFinding[]): Disagreement[] =>
  body.flatMap((action): Disagreement[] => {
    const asked = /^(TSAG|WP ?\d) (?:is|are) (?:kindly )?(?:invited|requested|asked) to /i.exec(
      action.words,
    )?.[1]
    const group = asked?.toUpperCase().replace(' ', '')
    if (!group || action.addressee === null || group === action.addressee) return []
    return [
      {
        kind: 'said-differently',
        certain: false,
        about: 'addressee',
        subject: action.number ?? '',
        readings: [action.addressee, group],
        places: [passage(action.place, action.words)],
      },
    ]
  })

/** Numbers that stand for different things in one part of the document. `elsewhere` has the same number again. */
function usedTwice(actions: readonly ActionFinding[], elsewhere: readonly ActionFinding[]): Disagreement[] {
  return [...byNumber(actions)].flatMap(([number, same]): Disagreement[] => {
    const meanings = distinct(same)
    if (meanings.length < 2) return []
    const also = elsewhere.filter(a => a.number === number)
    return [
      {
        kind: 'number-twice',
        certain: true,
        number,
        places: [...also, ...meanings].map(a => passage(a.place, a.words)),
      },
    ]
  })
}

function comparing(summary: readonly ActionFinding[], body: readonly ActionFinding[]): Disagreement[] {
  // A document that lists its actions once has nothing to compare them with.
  if (!body.some(action => action.addressee === null || action.addressee === 'TSAG')) return []
  const found: Disagreement[] = []
  const inBody = byNumber(body)
  for (const action of summary) {
    const same = action.number === null ? [] : (inBody.get(action.number) ?? [])
    if (same.some(other => isSameAction(action, other))) {
      found.push(...otherDocuments(action, same))
      continue
    }
    const elsewhere = findElsewhere(action, body)
    const how = same.length > 0 ? 'other-meaning' : 'not-in-body'
    if (how === 'not-in-body' && action.number === null && elsewhere) continue
    found.push({
      kind: 'action-differs',
      certain: true,
      number: action.number,
      how,
      ...(elsewhere?.number ? { standsAs: elsewhere.number } : {}),
      places: [action, ...same, ...(elsewhere ? [elsewhere] : [])].map(a => passage(a.place, a.words)),
    })
  }
  const numbers = new Set(summary.map(a => a.number))
  for (const action of body) {
    // An action that a group asks of WP2 need not go on to TSAG.
    if (action.addressee !== null && action.addressee !== 'TSAG') continue
    if (action.number !== null && numbers.has(action.number)) continue
    const elsewhere = findElsewhere(action, summary)
    if (action.number === null && elsewhere) continue
    found.push({
      kind: 'action-differs',
      certain: true,
      number: action.number,
      how: 'not-in-summary',
      ...(elsewhere?.number ? { standsAs: elsewhere.number } : {}),
      places: [action, ...(elsewhere ? [elsewhere] : [])].map(a => passage(a.place, a.words)),
    })
  }
  return found
}

/** The same action with other documents in its clause: which one is meant is not known. */
function otherDocuments(action: ActionFinding, same: readonly ActionFinding[]): Disagreement[] {
  const own = citedDocuments(action)
  const differing = same.filter(other => {
    const cited = citedDocuments(other)
    return own.size > 0 && cited.size > 0 && [...cited].every(code => !own.has(code))
  })
  if (differing.length < same.length) return []
  return [
    {
      kind: 'action-differs',
      certain: true,
      number: action.number,
      how: 'other-document',
      places: [action, ...differing].map(a => passage(a.place, a.words)),
    },
  ]
}

/** The action of another number, or of none, that says nearly the same: the likest one, and only where most words agree. */
function findElsewhere(action: ActionFinding, others: readonly ActionFinding[]): ActionFinding | undefined {
  const [best] = others
    .filter(other => other.number === null || other.number !== action.number)
    .map(other => ({ other, likeness: likeness(subjectWords(action), subjectWords(other)) }))
    .filter(found => found.likeness >= 0.6)
    .toSorted((a, b) => b.likeness - a.likeness)
  return best?.other
}

function byNumber(actions: readonly ActionFinding[]): Map<string, ActionFinding[]> {
  const numbered = actions.flatMap(action =>
    action.number === null ? [] : [{ number: action.number, action }],
  )
  const groups = Map.groupBy(numbered, n => n.number)
  return new Map([...groups].map(([number, same]) => [number, same.map(n => n.action)]))
}

/** One action of each meaning. */
const distinct = (actions: readonly ActionFinding[]): ActionFinding[] =>
  actions.filter((action, i) => !actions.slice(0, i).some(before => isSameAction(action, before)))

/**
 * Whether two actions say the same. Their words never agree exactly: the same documents make up for other
 * words, other documents ask for nearly the same ones.
 */
export function isSameAction(a: ActionFinding, b: ActionFinding): boolean {
  const [of, other] = [citedDocuments(a), citedDocuments(b)]
  const shared = [...of].filter(code => other.has(code)).length
  const [words, others] = [subjectWords(a), subjectWords(b)]
  // "Note TD401" has no words but those of its verb and its document.
  const shares = words.size + others.size === 0 ? 1 : overlap(words, others)
  if (of.size > 0 && shared === of.size && shared === other.size) return shares >= 0.2
  if (of.size > 0 && other.size > 0 && shared === 0) return shares >= 0.8
  return shares >= 0.6
}

const citedDocuments = (action: ActionFinding): Set<string> => new Set(action.documents.map(documentCode))

/** The words of the matter, without the documents and the manner of asking. */
function subjectWords(action: ActionFinding): Set<string> {
  const words = contentWords(action.words.replace(/\b(?:TD|C)\d{1,4}(?:-?R\d{1,2})?/g, ' '))
  for (const verb of [...action.verbs, 'invited', 'authorise']) words.delete(verb)
  return words
}
