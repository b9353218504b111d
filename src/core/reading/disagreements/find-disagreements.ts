/** All checks, in the order of their kinds. */
import type { Known } from '../known.ts'
import { checkActionNumbers } from './action-numbers.ts'
import { checkChanges } from './changes.ts'
import { checkClauses } from './clauses.ts'
import { checkDates } from './dates.ts'
import type { Disagreement } from './disagreement.ts'
import { checkLists } from './lists.ts'
import type { Material } from './material.ts'
import { checkPlan } from './plan.ts'
import { checkReferences } from './references.ts'
import { checkKnown } from './registers.ts'
import { checkSubjects } from './subjects.ts'
import { checkSwapped } from './swapped.ts'
import { checkTotals } from './totals.ts'

const CHECKS: ((material: Material) => Disagreement[])[] = [
  checkActionNumbers,
  checkSwapped,
  checkReferences,
  checkPlan,
  checkTotals,
  checkDates,
  checkClauses,
  checkChanges,
  checkSubjects,
  checkLists,
]

/** Certain ones first; within each, by kind. */
export function findDisagreements(material: Material, known: Known): Disagreement[] {
  const found = [...CHECKS.flatMap(check => check(material)), ...checkKnown(material, known)]
  return [...found.filter(d => d.certain), ...found.filter(d => !d.certain)]
}
