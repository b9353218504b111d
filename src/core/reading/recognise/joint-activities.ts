/** Decisions on joint coordination activities: how long they continue, and which groups take over their work. */
import { findMonths } from '../codes/dates.ts'
import { type DocumentReference, referenceCode, referencesIn } from '../codes/documents.ts'
import { findGroups, groupsIn, isStudyGroup } from '../codes/groups.ts'
import { excerpt, sentences, squeeze } from '../codes/words.ts'
import type { Place } from '../document.ts'
import type { ActionFinding, DocumentFinding, JointActivityFinding, Recognised, Until } from '../findings.ts'
import { personNames } from './names.ts'
import { type Scene, textBlocks } from './scene.ts'
import { findUntil, lastYearOfPeriod, untilKey } from './until.ts'

/** A passage about one activity. */
interface Passage {
  body: string
  text: string
  place: Place
  action: string | null
}

/** Words of a decision on one activity. A heading "JCA" or a mere mention has none. */
const DECIDES =
  /\bre-?nam(?:e[sd]?|ing)\b|\bendorse[sd]?\b|\bauthori[sz]ed?\b|\bcontinu(?:e|ation|es)\b|\bagreed\b|\bsupported\b|\bclosed?\b|\bterminated?\b|\bdiscontinued?\b|\bextended?\b|\bprolong(?:s|ed)?\b|\bdissolved?\b|\bwill (?:end|cease)\b|\btransferr?(?:ed|s)?\b/i

export function recogniseJointActivities(
  scene: Scene,
  actions: readonly ActionFinding[],
  documents: readonly DocumentFinding[],
): Recognised {
  const found = new Map<string, JointActivityFinding>()
  const unread: Recognised['unread'] = []
  const lastYear = lastYearOfPeriod(Number(scene.meeting?.from.slice(0, 4) ?? 2028))
  for (const passage of [...actionPassages(actions), ...listPassages(scene, actions)]) {
    if (isRename(passage)) {
      unread.push({ place: passage.place, words: excerpt(passage.text), why: 'renamed' })
      continue
    }
    const finding = toFinding(passage)
    if (finding) merge(found, finding, lastYear)
    else if (DECIDES.test(passage.text))
      unread.push({ place: passage.place, words: excerpt(passage.text), why: 'no-decision' })
  }
  for (const proposal of proposals(scene, documents))
    if (!found.has(proposal.body)) merge(found, proposal, lastYear)
    else found.get(proposal.body)!.documents.push(...proposal.documents)
  for (const finding of found.values()) finding.documents = once(finding.documents)
  return { findings: [...found.values()], unread }
}

/** Whether an activity gets the name of another one that is named, too: an entry under either would be half the truth. */
const isRename = ({ text }: Passage): boolean =>
  /\bre-?nam(?:e[sd]?|ing)\b|\b(?:new|changed?|change of)(?: its| the)? name\b/i.test(text) &&
  jcasIn(text).length > 1

/** Actions whose subject is an activity. */
const actionPassages = (actions: readonly ActionFinding[]): Passage[] =>
  actions.flatMap(action => {
    const [body] = jcasIn(action.words.slice(0, 120))
    return body && DECIDES.test(action.words)
      ? [{ body, text: action.words, place: action.place, action: action.number }]
      : []
  })

/** Items of a list that begin with an activity's name: "JCA-IdM is authorized …"; and sentences that decide on one alone. */
function listPassages(scene: Scene, actions: readonly ActionFinding[]): Passage[] {
  const lines = new Set(actions.map(action => action.place.line))
  return textBlocks(scene).flatMap(block => {
    if (block.kind === 'heading' || lines.has(block.place.line)) return []
    const text = squeeze(block.words.text)
    const [first] = findGroups(text.slice(0, 60))
    if (first?.id.startsWith('JCA-') && first.start <= 4) {
      scene.claimed.add(block)
      return [{ body: first.id, text, place: block.place, action: null }]
    }
    return sentences(text).flatMap(sentence => {
      const bodies = jcasIn(sentence)
      if (bodies.length === 0 || !DECIDES.test(sentence) || !(findUntil(sentence) ?? DECIDED.test(sentence)))
        return []
      scene.claimed.add(block)
      if (isRename({ body: bodies[0]!, text: sentence, place: block.place, action: null }))
        return [{ body: bodies[0]!, text: sentence, place: block.place, action: null }]
      return bodies.map(body => ({ body, text: sentence, place: block.place, action: null }))
    })
  })
}

/** A decision though no end was understood: it is among what could not be read. */
const DECIDED =
  /\bre-?named\b|\bnot agree(?:d)?\b[^.]{0,60}\bJCA-|\bJCA-\S{1,30} (?:is|was|shall be|will be) (?:hereby )?(?:extended|closed|terminated|dissolved|disbanded)\b|\b(?:life-?time|mandate|operation) of (?:the )?JCA-\S{1,30} (?:is|was|shall be|will be) \w+/i

const jcasIn = (text: string): string[] => groupsIn(text).filter(id => id.startsWith('JCA-'))

const REFUSED = /\bnot (?:agreed|accepted|supported)\b/i
const PROPOSED = /\bpropos/i

function toFinding({ body, text, place, action }: Passage): JointActivityFinding | undefined {
  const parts = sentences(text)
  // A proposal decides nothing, and neither does one that was refused.
  const decided = parts.filter((part, i) => !REFUSED.test(part) && !isProposal(part, parts[i + 1])).join(' ')
  const until = findUntil(decided)
  const closed = /(?<!to be )\b(?:closed|terminated|disbanded|discontinued|dissolved)\b/i.test(decided)
  if (!until && !closed && /\bno decision\b/i.test(text))
    return {
      ...EMPTY,
      body,
      decision: 'none',
      until: [],
      transitionTo: [],
      viceChairs: [],
      actions: [],
      documents: referencesIn(text),
      place,
    }
  if (!until && !closed && !/\bendorse\b|\bauthori[sz]ed\b|\bagreed\b/i.test(decided)) return undefined
  return {
    kind: 'joint-activity',
    body,
    decision: closed ? 'closed' : 'continues',
    until: until ? [{ value: until, places: [place] }] : [],
    transitionTo: transitionIn(decided),
    withTsb: /\bsupport (?:of|from|by) (?:the )?TSB\b/i.test(decided),
    review: reviewIn(decided),
    clockFrom: clockIn(decided),
    renamed: /\bnew name\b|\bname change\b|\bchange of (?:the )?name\b|\b(?:up-?dated )?ToR and name\b/i.test(
      decided,
    ),
    newTerms:
      /\bup-?dated (?:ToR|terms)|\bupdates? to (?:the )?(?:ToR|terms)|\bname and ToR\b|\bnew ToR\b/i.test(
        decided,
      ),
    parent: parentIn(text),
    viceChairs: viceChairsIn(decided),
    actions: action === null ? [] : [action],
    documents: referencesIn(text),
    place,
  }
}

/** "C23 proposed to expand its scope": no decision, unless the same sentence says that it was agreed. */
const isProposal = (part: string, next: string | undefined): boolean =>
  (PROPOSED.test(part) && !/\b(?:agreed|supported|authori[sz]ed|approved)\b/i.test(part)) ||
  (PROPOSED.test(part) && REFUSED.test(next ?? ''))

const MOVES =
  /\b(?:transition|transfer|transferr(?:ing|ed)|migrat\w{1,4}|moved?|go(?:es)?|hand(?:s|ed)? (?:its work )?over)\b[^.;]{0,90}? to (?:the )?(?=(?:ITU-T )?(?:SG|Study Group))/gi

/** The groups that take over: named behind "transition of its work to". */
function transitionIn(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(MOVES)) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 80)
    const end = /[.;]|\bwith\b|\bas\b/.exec(rest)?.index ?? rest.length
    found.push(...groupsIn(rest.slice(0, end)).filter(isStudyGroup))
  }
  // "and SG17 takes over its work"
  for (const match of text.matchAll(/([^.;]{2,60}?) (?:takes?|will take) over (?:its|the) work\b/gi))
    found.push(...groupsIn(match[1]!).filter(isStudyGroup))
  return [...new Set(found)]
}

function reviewIn(text: string): JointActivityFinding['review'] {
  if (/\breview\b.{0,40}\beach TSAG meeting\b/i.test(text)) return 'each TSAG meeting'
  return /\bTSAG will review\b.{0,60}\bnext meeting\b/i.test(text) ? 'next TSAG meeting' : null
}

/** "the 2 years lifetime continues from May 2025" */
function clockIn(text: string): string | null {
  const from = /\blife-?time (?:continues|started|starts|began|runs) (?:from|in|on) (.{1,30})/i.exec(text)
  return findMonths(from?.[1] ?? '')[0] ?? null
}

function parentIn(text: string): string | null {
  if (/\b(?:under|reporting to) TSAG\b|\bAs parent to this JCA\b/i.test(text)) return 'TSAG'
  const parent = /\bparent (?:group )?(?:is )?(?=(?:SG|TSAG|Study Group))(.{1,20})/i.exec(text)
  return parent ? (groupsIn(parent[1]!)[0] ?? null) : null
}

function viceChairsIn(text: string): string[] {
  return sentences(text)
    .filter(part => /\bappoint\b/i.test(part) && /\bvice-?chairs?\b/i.test(part))
    .flatMap(part => personNames(part).map(p => p.name))
}

/** Activities that documents or sentences only propose, or whose end is only the subject of a document. */
function proposals(scene: Scene, documents: readonly DocumentFinding[]): JointActivityFinding[] {
  const found: JointActivityFinding[] = []
  const add = (
    body: string,
    place: Place,
    decision: JointActivityFinding['decision'],
    refs: DocumentReference[],
  ) =>
    found.push({
      ...EMPTY,
      until: [],
      transitionTo: [],
      viceChairs: [],
      actions: [],
      body,
      decision,
      documents: refs,
      place,
    })
  for (const { title, reference, place } of documents) {
    for (const body of jcasIn(title ?? '')) {
      if (/\b(?:establish\w{0,5}|creat(?:e|ion)|new)\b[^()]{0,80}(?:\(?JCA|Joint Coordination)/i.test(title!))
        add(body, place, 'proposed', [reference])
      else if (/\bterminat|\bclos(?:e|ure|ing)\b/i.test(title!)) add(body, place, 'none', [reference])
    }
  }
  for (const block of textBlocks(scene)) {
    const text = squeeze(block.words.text)
    for (const match of text.matchAll(/\b(?:new|initiate|establish|create) (?=JCA-)/gi))
      for (const body of jcasIn(text.slice(match.index, match.index + 60)).slice(0, 1)) {
        scene.claimed.add(block)
        add(
          body,
          block.place,
          'proposed',
          referencesIn(text)
            .filter(r => r.kind === 'C')
            .slice(0, 1),
        )
      }
  }
  return mergeProposals(found)
}

const EMPTY = {
  kind: 'joint-activity',
  withTsb: false,
  review: null,
  clockFrom: null,
  renamed: false,
  newTerms: false,
  parent: null,
} as const

function mergeProposals(found: readonly JointActivityFinding[]): JointActivityFinding[] {
  const merged = new Map<string, JointActivityFinding>()
  for (const finding of found) {
    const known = merged.get(finding.body)
    if (!known) merged.set(finding.body, finding)
    else {
      known.documents.push(...finding.documents)
      known.also = [...(known.also ?? []), finding.place]
    }
  }
  return [...merged.values()]
}

/** One finding for each activity: what its passages say together, with every reading of its end. */
function merge(found: Map<string, JointActivityFinding>, next: JointActivityFinding, lastYear: number): void {
  const known = found.get(next.body)
  if (!known) {
    found.set(next.body, next)
    return
  }
  for (const { value, places } of next.until) addUntil(known, value, places, lastYear)
  known.transitionTo = [...new Set([...known.transitionTo, ...next.transitionTo])]
  known.viceChairs = onceNames([...known.viceChairs, ...next.viceChairs])
  known.actions = [...new Set([...known.actions, ...next.actions])]
  known.documents.push(...next.documents)
  known.withTsb ||= next.withTsb
  known.renamed ||= next.renamed
  known.newTerms ||= next.newTerms
  known.review ??= next.review
  known.clockFrom ??= next.clockFrom
  known.parent ??= next.parent
  known.also = [...(known.also ?? []), next.place]
}

function addUntil(known: JointActivityFinding, value: Until, places: Place[], lastYear: number): void {
  const same = known.until.find(reading => untilKey(reading.value, lastYear) === untilKey(value, lastYear))
  if (same) same.places.push(...places)
  else known.until.push({ value, places })
}

/** "Kaoru Kenyoshi" and "Kenyoshi" are one. */
const onceNames = (names: readonly string[]): string[] => {
  const all = [...new Set(names)]
  return all.filter(name => !all.some(other => other !== name && other.endsWith(` ${name}`)))
}

const once = (references: readonly DocumentReference[]): DocumentReference[] => [
  ...new Map(references.map(reference => [referenceCode(reference), reference])).values(),
]
