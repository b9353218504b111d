/** Names of chairs and Rapporteurs. They are offered: nothing is entered from them by itself. */
import { groupsIn } from '../codes/groups.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { PersonFinding, Recognised } from '../findings.ts'
import { type FoundPerson, personNames } from './names.ts'
import { clauseTitle, type Scene, textBlocks } from './scene.ts'

const ROLE =
  /\b(associate rapporteur|rapporteur|vice-?chair(?:man|woman)?|(?:co-)?chair(?:man|woman)?|conven[oe]r)(?![\p{L}])/giu

export function recognisePeople(scene: Scene): Recognised {
  const found: Recognised = { findings: [], unread: [] }
  const seen = new Set<string>()
  for (const block of textBlocks(scene)) {
    const text = squeeze(block.words.text)
    const persons = personNames(text)
    if (persons.length === 0) continue
    // Two persons without a word between them: one replaced the other in a tracked change.
    if (hasGluedPersons(text)) {
      found.unread.push({ place: block.place, words: excerpt(text), why: 'changed-words' })
      continue
    }
    for (const person of persons) {
      const role = findRole(text, person)
      // "endorse JCA-X operation …, appoint the new vice-chair" is about that activity.
      const subject = groupsIn(text.slice(0, 80)).find(id => id.startsWith('JCA-'))
      const group = role && (role.group ?? subject ?? groupsIn(clauseTitle(block))[0] ?? scene.group)
      if (!role || !group || seen.has(`${person.name} ${role.role} ${group}`)) continue
      seen.add(`${person.name} ${role.role} ${group}`)
      const finding: PersonFinding = {
        kind: 'person',
        name: person.name,
        role: role.role,
        group,
        from: person.from?.replace(/[.;:,]$/, '') ?? null,
        place: block.place,
      }
      found.findings.push(finding)
    }
  }
  return found
}

/** "Mr A (X) Ms B (Y) becomes": the pairs that stand so, as written. */
export function gluedPersons(text: string): [string, string][] {
  const persons = personNames(text)
  return persons.flatMap((person, i): [string, string][] => {
    const next = persons[i + 1]
    if (!next || person.from === null || text.slice(person.end, next.start).trim() !== '') return []
    return [[text.slice(person.start, person.end), text.slice(next.start, next.end)]]
  })
}

const hasGluedPersons = (text: string): boolean => gluedPersons(text).length > 0

/** The role right before the name ("the Rapporteur, Ms …", "the WP2 chair, Ms …") or right behind it ("Mr …, WP2 Vice-chair"). */
function findRole(
  text: string,
  person: FoundPerson,
): { role: PersonFinding['role']; group: string | undefined } | undefined {
  const before = text.slice(Math.max(0, person.start - 60), person.start)
  const after = text.slice(person.end, person.end + 60)
  const last = [...before.matchAll(ROLE)].at(-1)
  if (
    last &&
    /^[,: ]{0,3}$|^ (?:for|of) (?:the )?[\w/-]{2,20},? ?$/.test(before.slice(last.index + last[0].length))
  )
    return toRole(last[1]!, before.slice(Math.max(0, last.index - 25)))
  if (/\bmeeting (?:was|is) (?:co-)?chaired by (?:the )?$/i.test(before))
    return { role: 'chair', group: undefined }
  const [first] = after.matchAll(ROLE)
  if (first && /^,? ?(?:who is |as )?(?:the )?(?:new )?[\w/-]{0,14} ?$/.test(after.slice(0, first.index)))
    return toRole(first[1]!, after.slice(0, first.index + first[0].length + 25))
  return undefined
}

function toRole(word: string, around: string): { role: PersonFinding['role']; group: string | undefined } {
  const role = word.toLowerCase()
  const group = groupsIn(around)[0]
  if (role.startsWith('associate')) return { role: 'associate Rapporteur', group }
  if (role === 'rapporteur') return { role: 'Rapporteur', group }
  if (role.startsWith('vice')) return { role: 'vice-chair', group }
  return { role: role.startsWith('conven') ? 'convenor' : 'chair', group }
}
