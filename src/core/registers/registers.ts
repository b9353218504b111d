/** The registers, listed once. A new one is added here and touches its own folder only. */
import { actionPlan } from './action-plan/register.ts'
import { actions } from './actions/register.ts'
import { deliverables } from './deliverables/register.ts'
import { documents } from './documents/register.ts'
import { groups } from './groups/register.ts'
import { jointActivities } from './joint-activities/register.ts'
import { leadRoles } from './lead-roles/register.ts'
import { liaisons } from './liaisons/register.ts'
import { reports } from './owed/register.ts'
import type { AnyRegister } from './register.ts'

export const REGISTERS: readonly AnyRegister[] = [
  groups,
  documents,
  liaisons,
  actions,
  actionPlan,
  jointActivities,
  deliverables,
  leadRoles,
  reports,
]
